import { describe, expect, test } from '@jest/globals';
import { detectPlatform } from '../../src/platforms/detect.ts';
import { platforms } from '../../src/platforms/index.ts';
import { building, checkStart, installation } from '../../src/platforms/order.ts';
import { tree } from './source.ts';

/** What becomes of a tree without any setting: the platform, its commands on the instance, and the command of `web`. */
function fate(texts: Readonly<Record<string, string>>): readonly string[] {
  const source = tree(texts);
  const { platform } = detectPlatform(source.files, source.read);
  const steps = [...installation(platform, source), ...building(platform, source)];
  const { processes } = checkStart(platform, source.files, source.read);
  return [platform.name, ...steps.map(({ says }) => says), ...processes.map(({ command }) => command)];
}

const json = (value: object) => JSON.stringify(value);

/** What each kind of application has in its repository on the first day, as its own documentation or generator leaves it. */
const layouts: readonly (readonly [string, Readonly<Record<string, string>>, readonly (string | RegExp)[]])[] = [
  [
    'Express, by its generator',
    {
      'package.json': json({ scripts: { start: 'node ./bin/www' }, dependencies: { express: '~4.16.1' } }),
      'package-lock.json': '{}',
      'app.js': 'const app = require("express")();',
      'bin/www': '',
      'public/stylesheets/style.css': '',
    },
    ['node', 'npm ci --omit=dev --no-audit --no-fund', 'npm start'],
  ],
  [
    'Flask',
    {
      'app.py':
        'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route("/")\ndef hello():\n    return "hello"\n',
      'requirements.txt': 'Flask==3.0.3\n',
      'templates/index.html': '',
    },
    ['python', /venv/, /requirements.txt gunicorn==/, /gunicorn .* app:app$/],
  ],
  [
    'Flask, with an application factory',
    {
      'wsgi.py': 'from shop import create_app\n\napp = create_app()\n',
      'shop/__init__.py': 'def create_app():\n    pass\n',
      'requirements.txt': 'flask\ngunicorn==22.0.0\n',
    },
    ['python', /venv/, /--requirement requirements.txt$/, /gunicorn .* wsgi:app$/],
  ],
  [
    'FastAPI, in a package',
    {
      'app/__init__.py': '',
      'app/main.py': 'from fastapi import FastAPI\n\napp = FastAPI(title="shop")\n',
      'requirements.txt': 'fastapi\n',
    },
    ['python', /venv/, /uvicorn\[standard\]==/, /uvicorn .* app\.main:app$/],
  ],
  [
    'Django',
    {
      'manage.py': '',
      'mysite/__init__.py': '',
      'mysite/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      'mysite/asgi.py': 'application = get_asgi_application()\n',
      'requirements.txt': 'Django>=5\n',
      'package.json': json({ devDependencies: { tailwindcss: '3' } }),
    },
    ['python', /venv/, /gunicorn==/, /gunicorn .* mysite\.wsgi:application$/],
  ],
  [
    'Sinatra, classic',
    {
      'app.rb': "require 'sinatra'\n\nget '/' do\n  'hello'\nend\n",
      Gemfile: "source 'https://rubygems.org'\ngem 'sinatra'\n",
      'Gemfile.lock': '',
    },
    ['ruby', /path/, /deployment true/, /bundle install/, 'exec bundle exec ruby app.rb -o 127.0.0.1 -p "$PORT"'],
  ],
  [
    'Rails',
    {
      Gemfile: 'source "https://rubygems.org"\ngem "rails", "~> 8.0"\ngem "puma", ">= 5.0"\n',
      'Gemfile.lock': '',
      Rakefile: '',
      'config.ru': '',
      'config/application.rb': '',
      'config/puma.rb': 'port ENV.fetch("PORT", 3000)\n',
      'app/assets/stylesheets/application.css': '',
      'package.json': json({ scripts: { build: 'esbuild app/javascript/*.*' } }),
    },
    ['ruby', /path/, /deployment/, /bundle install/, /assets:precompile/, 'exec bundle exec puma'],
  ],
  [
    'Rails, which lays its pid into a directory that git does not keep',
    {
      Gemfile: "gem 'rails', '~> 6.0.0'\ngem 'puma', '~> 4.1'\n",
      Rakefile: '',
      'config.ru': '',
      'config/application.rb': '',
      'config/puma.rb': 'port ENV.fetch("PORT") { 3000 }\npidfile ENV.fetch("PIDFILE") { "tmp/pids/server.pid" }\n',
    },
    ['ruby', /path/, /bundle install/, 'mkdir -p tmp/pids && exec bundle exec puma'],
  ],
  [
    'Laravel',
    {
      'composer.json': json({ require: { php: '^8.2', 'laravel/framework': '^11.0' } }),
      'composer.lock': '{}',
      artisan: '',
      'public/index.php': '<?php',
      'package.json': json({ type: 'module', scripts: { dev: 'vite', build: 'vite build' } }),
      'vite.config.js': '',
    },
    ['php', /mkdir/, /composer/, /composer install --no-dev/, /nginx/, /php-fpm/],
  ],
  [
    'Spring Boot, as one jar',
    { 'shop-0.0.1-SNAPSHOT.jar': '' },
    ['java', 'exec java $JAVA_OPTS -jar "shop-0.0.1-SNAPSHOT.jar"'],
  ],
  [
    'Spring Boot, the jar as the artifact',
    {
      'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\nMain-Class: org.springframework.boot.loader.launch.JarLauncher\n',
      'BOOT-INF/classes/application.properties': '',
    },
    ['java', 'exec java $JAVA_OPTS -cp . "org.springframework.boot.loader.launch.JarLauncher"'],
  ],
  [
    'Spring Boot, by Maven on the instance',
    { 'pom.xml': '<project/>', mvnw: '', 'src/main/java/shop/Main.java': '' },
    ['java', 'sh mvnw -q -B -DskipTests package', /-jar "\$\(ls target\/\*\.jar/],
  ],
  [
    'a Go module with cmd/',
    {
      'go.mod': 'module example.com/team/shop\n\ngo 1.22\n',
      'cmd/shop/main.go': 'package main',
      'cmd/migrate/main.go': 'package main',
      'internal/page.go': 'package internal',
    },
    ['go', 'go build -o bin/application ./cmd/shop', 'exec ./bin/application'],
  ],
  [
    "Beanstalk's own Go sample",
    { 'application.go': 'package main', 'public/index.html': '' },
    ['go', 'go build -o bin/application application.go', 'exec ./bin/application'],
  ],
  [
    'several wars',
    { 'ROOT.war': '', 'admin.war': '' },
    [
      'tomcat',
      'mkdir -p .beanpole/webapps',
      'cp ROOT.war .beanpole/webapps/ROOT.war',
      'cp admin.war .beanpole/webapps/admin.war',
      /Bootstrap start$/,
    ],
  ],
  [
    '.NET, published',
    { 'Shop.dll': '', 'Shop.runtimeconfig.json': '{"runtimeOptions":{"framework":{}}}', 'web.config': '' },
    ['dotnet', 'exec dotnet "Shop.dll"'],
  ],
  [
    '.NET, published with its own runtime',
    { Shop: '', 'Shop.dll': '', 'Shop.runtimeconfig.json': '{"runtimeOptions":{"includedFrameworks":[]}}' },
    ['dotnet', 'chmod +x "./Shop" && exec "./Shop"'],
  ],
  [
    '.NET, a project',
    { 'Shop.csproj': '', 'Program.cs': '' },
    [
      'dotnet',
      'dotnet publish Shop.csproj --configuration Release --output .beanpole/publish -nodeReuse:false -p:UseSharedCompilation=false',
      /^cd .beanpole\/publish/,
    ],
  ],
  ['a site that a generator left in public/', { 'public/index.html': '', 'public/404.html': '' }, ['static', /nginx/]],
  [
    'a Dockerfile',
    { Dockerfile: 'FROM x\nEXPOSE 3000\n', 'src/main.rs': '' },
    ['docker', /docker build/, /\$PORT:3000"/],
  ],
];

describe('layouts that everybody knows start without a setting', () => {
  test.each(layouts)('%s', (_, texts, expected) => {
    expect(fate(texts)).toEqual(expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))));
  });

  test('Rails migrates once for a deployment where it has migrations, and a skip by Beanstalk’s variable is heard', () => {
    const rails = { Gemfile: 'gem "rails"\n', Rakefile: '', 'config.ru': '', 'config/application.rb': '' };
    const once = (texts: Readonly<Record<string, string>>) => platforms.ruby.once?.(tree(texts));
    expect(once(rails)).toBeUndefined();
    expect(once({ ...rails, 'db/migrate/20260101000000_a.rb': '' })).toBe(
      '[ "$RAILS_SKIP_MIGRATIONS" = true ] || exec bundle exec rake db:migrate',
    );
  });

  test('a tree of two applications is refused with both', () => {
    expect(() =>
      fate({ 'package.json': json({ scripts: { start: 'node .' } }), Dockerfile: 'FROM x\nEXPOSE 1\n' }),
    ).toThrow('The source tree looks like Node.js (package.json) and Docker (Dockerfile).');
  });

  test('a file that could start nothing steps back, and is named', () => {
    const source = tree({ 'composer.json': '{}', 'public/index.php': '', 'package.json': '{}' });
    const { because } = detectPlatform(source.files, source.read);
    expect(because).toBe('composer.json (package.json would start nothing)');
  });

  test.each<[Record<string, string>, string]>([
    [{ 'go.mod': 'module x\n', 'cmd/a/main.go': '', 'cmd/b/main.go': '' }, 'The module has several commands: a, b.'],
    [
      { 'aws-windows-deployment-manifest.json': '{}' },
      'aws-windows-deployment-manifest.json: manifestVersion must be 1.',
    ],
    [{ 'platform.yaml': '' }, 'describes a machine image by Packer, and no application.'],
    [{ 'a.jar': '', 'b.jar': '' }, 'There are several jars at the root: a.jar, b.jar.'],
    [{ 'build.gradle': '' }, 'Gradle has to build the application, and there is no gradlew.'],
    [{ 'A.csproj': '', 'B.csproj': '' }, 'There are several applications at the root: A.csproj, B.csproj.'],
    [{ Dockerfile: 'FROM x\n' }, 'The Dockerfile has no EXPOSE.'],
    [{ 'docker-compose.yml': 'services: {a: {image: x}}' }, 'does not say which service answers requests'],
    [{ 'docker-compose.yml': ':::' }, 'docker-compose.yml'],
    [{ Gemfile: '' }, 'Nothing says how the Ruby application starts.'],
  ])('%j is refused: %s', (texts, message) => {
    expect(() => fate(texts)).toThrow(message);
  });

  test('a Buildfile stands in place of the build that the platform would do, not of the installation', () => {
    const texts = { 'go.mod': 'module x\n', 'main.go': 'package main', Buildfile: 'build: make\ntest: make test\n' };
    expect(fate(texts)).toEqual([
      'go',
      'Buildfile, build: make',
      'Buildfile, test: make test',
      'exec ./bin/application',
    ]);
    expect(() => fate({ ...texts, Buildfile: 'make' })).toThrow('Buildfile:1: "make" is not a process.');
  });
});
