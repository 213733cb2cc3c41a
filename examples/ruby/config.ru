# frozen_string_literal: true

PAGE = 'v1'

run ->(_environment) { [200, { 'content-type' => 'text/plain' }, ["ruby #{PAGE}\n"]] }
