# ruby gems.rb <directory> <name>...: puts gems that Debian has installed back into .gem files, with all that they need, so that Bundler finds them in
# vendor/cache where rubygems.org cannot be reached. Only gems that are Ruby alone.
require 'fileutils'
require 'rubygems/package'
require 'tmpdir'

Gem::DefaultUserInteraction.ui = Gem::SilentUI.new

def with_needs(name, found = {})
  spec = Gem::Specification.find_by_name(name)
  return found if found.key?(name) || spec.default_gem?

  found[name] = spec
  spec.runtime_dependencies.each { |need| with_needs(need.name, found) }
  found
end

# Debian lays the files of all gems into one directory.
def copy_files(spec, room)
  roots = ["#{spec.gem_dir}/lib", '/usr/lib/ruby/vendor_ruby']
  paths = [spec.name, spec.name.tr('-', '/')].uniq.flat_map { |path| [path, "#{path}.rb"] }
  roots.product(paths).each do |root, path|
    next unless File.exist?("#{root}/#{path}")

    to = File.dirname("#{room}/lib/#{path}")
    FileUtils.mkdir_p(to)
    FileUtils.cp_r("#{root}/#{path}", to)
  end
end

def packed(spec)
  Gem::Specification.new do |copy|
    copy.name = spec.name
    copy.version = spec.version
    copy.summary = spec.summary
    copy.authors = spec.authors
    copy.files = Dir['lib/**/*'].select { |file| File.file?(file) }
    spec.runtime_dependencies.each { |need| copy.add_runtime_dependency(need.name, need.requirement.as_list) }
  end
end

target, *names = ARGV
FileUtils.mkdir_p(target)
target = File.expand_path(target)
names.each_with_object({}) { |name, found| with_needs(name, found) }.each_value do |spec|
  Dir.mktmpdir do |room|
    copy_files(spec, room)
    Dir.chdir(room) { FileUtils.mv(Gem::Package.build(packed(spec), true), target) }
  end
end
