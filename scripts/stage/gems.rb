# ruby gems.rb <directory> <name>...: puts gems that Debian has installed back into .gem files, with all that they need, so that Bundler finds them in
# vendor/cache where rubygems.org cannot be reached. What they have compiled comes along, for this machine.
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

# Ruby's own directories, where Debian lays the files of some gems together.
SHARED = %r{\A/usr/lib/(?:[^/]+/)?ruby/vendor_ruby/(?:\d[\d.]*/)?}

def files_of(spec)
  own = [[spec.gem_dir, '.'], [spec.extension_dir, 'lib']].flat_map do |root, place|
    Dir["#{root}/**/*"].to_h { |path| [path, "#{place}/#{path.delete_prefix("#{root}/")}"] }.to_a
  end
  return own if Dir.exist?("#{spec.gem_dir}/lib")

  package = IO.popen(['dpkg', '-S', spec.loaded_from], &:read)[/\A[^:]+/]
  paths = IO.popen(['dpkg', '-L', package], &:readlines).map(&:chomp).grep(SHARED)
  own + paths.map { |path| [path, "lib/#{path.sub(SHARED, '')}"] }
end

def copy_files(spec, room)
  files_of(spec).select { |path, _| File.file?(path) }.each do |path, place|
    FileUtils.mkdir_p(File.dirname("#{room}/#{place}"))
    FileUtils.cp(path, "#{room}/#{place}")
  end
end

def packed(spec)
  Gem::Specification.new do |copy|
    %i[name version summary authors bindir].each { |part| copy.send("#{part}=", spec.send(part)) }
    copy.require_paths = spec.raw_require_paths
    copy.files = Dir['**/*'].select { |file| File.file?(file) }
    copy.executables = spec.executables.select { |name| File.file?("#{spec.bindir}/#{name}") }
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
