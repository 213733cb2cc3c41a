// What each of the well-known frameworks has in a repository on the first day, as its generator or its own documentation leaves it. Nothing of it knows of Beanpole.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** rubygems.org cannot be reached everywhere: Debian's gems stand for it, and Bundler installs them as from there. */
const gems = new URL('gems.rb', import.meta.url).pathname;

/** What is there when Debian's package of a gem is. */
const debian = (gem) => `/usr/share/doc/ruby-${gem}`;

const railsGems = ['sqlite3', 'sass-rails', 'jbuilder', 'bootsnap', 'byebug', 'web-console'];

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;

/**
 * `files`: the repository. `platform`: the title of what it must be recognised as. `page`: what it answers at /. `needs`: programs of this machine; packages come from the
 * registries of npm, PyPI and Maven. `also`: a further path and its answer. `prepare`: commands in the directory, before it is deployed. `set`: what the
 * repository cannot say itself. `jarOf`: not the sources, but the jar that they were built to is deployed.
 */
export const layouts = [
  {
    name: 'Express',
    needs: ['node', 'npm'],
    platform: 'Node.js',
    page: 'Welcome to Express',
    files: {
      'package.json': json({
        name: 'shop',
        version: '0.0.0',
        private: true,
        scripts: { start: 'node ./bin/www' },
        dependencies: { 'cookie-parser': '~1.4.4', debug: '~2.6.9', express: '~4.21.0', morgan: '~1.9.1' },
      }),
      'app.js': `var express = require('express');
var path = require('path');
var cookieParser = require('cookie-parser');
var logger = require('morgan');
var indexRouter = require('./routes/index');
var app = express();

app.use(logger('dev'));
app.use(express.json());
app.use(cookieParser());
app.use(express.static(path.join(__dirname, 'public')));
app.use('/', indexRouter);

module.exports = app;
`,
      'bin/www': `#!/usr/bin/env node
var app = require('../app');
var http = require('http');

var port = process.env.PORT || '3000';
app.set('port', port);
http.createServer(app).listen(port);
`,
      'routes/index.js': `var router = require('express').Router();
router.get('/', function (req, res) {
  res.send('Welcome to Express');
});
module.exports = router;
`,
      'public/stylesheets/style.css': 'body { padding: 50px; }\n',
    },
  },
  {
    name: 'Flask',
    needs: ['python3'],
    platform: 'Python',
    page: 'Hello, Flask',
    files: {
      'app.py':
        "from flask import Flask, render_template\n\napp = Flask(__name__)\n\n\n@app.route('/')\ndef hello():\n    return render_template('index.html')\n",
      'templates/index.html': '<h1>Hello, Flask</h1>\n',
      'requirements.txt': 'Flask\n',
    },
  },
  {
    name: 'FastAPI',
    needs: ['python3'],
    platform: 'Python',
    page: '"message":"Hello FastAPI"',
    files: {
      'app/__init__.py': '',
      'app/main.py':
        "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\nasync def root():\n    return {'message': 'Hello FastAPI'}\n",
      'requirements.txt': 'fastapi\n',
    },
  },
  {
    name: 'Django',
    needs: ['python3'],
    platform: 'Python',
    page: 'The install worked successfully',
    files: {
      'manage.py': `#!/usr/bin/env python
import os
import sys

if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`,
      'mysite/__init__.py': '',
      'mysite/asgi.py':
        "import os\n\nfrom django.core.asgi import get_asgi_application\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n\napplication = get_asgi_application()\n",
      'mysite/wsgi.py':
        "import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n\napplication = get_wsgi_application()\n",
      'mysite/urls.py':
        "from django.contrib import admin\nfrom django.urls import path\n\nurlpatterns = [\n    path('admin/', admin.site.urls),\n]\n",
      'mysite/settings.py': `from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = 'django-insecure-of-the-first-day'
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = [
    'django.contrib.admin',
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.sessions',
    'django.contrib.messages',
    'django.contrib.staticfiles',
]
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
]
ROOT_URLCONF = 'mysite.urls'
TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'APP_DIRS': True,
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
                'django.contrib.messages.context_processors.messages',
            ],
        },
    },
]
WSGI_APPLICATION = 'mysite.wsgi.application'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'}}
STATIC_URL = 'static/'
`,
      'requirements.txt': 'Django\n',
    },
  },
  {
    name: 'Sinatra',
    needs: ['ruby', 'bundle', '/usr/share/rubygems-integration/all/specifications/webrick-1.8.1.gemspec'],
    platform: 'Ruby',
    page: 'Put this in your pipe',
    files: {
      'app.rb': "require 'sinatra'\n\nget '/' do\n  'Put this in your pipe & smoke it!'\nend\n",
      Gemfile: "source 'https://rubygems.org'\n\ngem 'sinatra'\ngem 'webrick'\n",
    },
    prepare: [
      ['ruby', gems, 'vendor/cache', 'sinatra', 'webrick'],
      ['bundle', 'lock', '--local'],
    ],
  },
  {
    name: 'Rails',
    needs: ['ruby', 'bundle', 'rails', 'puma', 'git', ...railsGems.map(debian)],
    platform: 'Ruby',
    page: '<h1>Articles</h1>',
    // The repository is what its generators make: a page of its own, as Rails shows its welcome in development only, and a table that the page reads.
    files: {},
    prepare: [
      // Without what comes from npm, and what only a developer's own machine has.
      [
        'rails',
        'new',
        '.',
        '--quiet',
        ...['bundle', 'javascript', 'spring', 'listen', 'system-test'].map((part) => `--skip-${part}`),
      ],
      ['ruby', gems, 'vendor/cache', 'rails', 'sqlite3', 'puma', 'sass-rails', 'jbuilder', 'bootsnap'],
      ['bundle', 'lock', '--local'],
      ['ruby', 'bin/rails', 'generate', 'scaffold', 'Article', 'title:string'],
      ['sed', '-i', "s/^ *resources :articles/&\\n  root 'articles#index'/", 'config/routes.rb'],
    ],
    // The key of its credentials is in no repository. The guide of Beanstalk has this variable set, too.
    set: `variables.SECRET_KEY_BASE=${randomBytes(64).toString('hex')}`,
    // The form is signed with it.
    also: ['/articles/new', 'name="authenticity_token"'],
  },
  {
    name: 'Laravel-like PHP',
    needs: ['php', 'php-fpm', 'nginx'],
    platform: 'PHP',
    page: 'Laravel-like, at /',
    // Composer's own registry cannot be reached everywhere: the few lines of vendor/ stand for the framework, in its places.
    files: {
      'composer.json': json({
        name: 'laravel/laravel',
        type: 'project',
        require: { php: '^8.2', 'laravel/framework': '^11.0' },
        autoload: { 'psr-4': { 'App\\': 'app/' } },
      }),
      artisan: '#!/usr/bin/env php\n<?php\n',
      'app/Http/Page.php':
        '<?php\n\nnamespace App\\Http;\n\nclass Page\n{\n    public static function at(string $path): string\n    {\n        return "Laravel-like, at $path";\n    }\n}\n',
      'public/index.php':
        "<?php\n\nrequire __DIR__.'/../vendor/autoload.php';\n\necho App\\Http\\Page::at(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));\n",
      'public/.htaccess': 'RewriteEngine On\n',
      'resources/views/welcome.blade.php': '',
      'routes/web.php': '<?php\n',
      'storage/logs/.gitignore': '*\n',
      'vendor/autoload.php':
        "<?php\n\nspl_autoload_register(fn (string $name) => require __DIR__.'/../app/'.str_replace(['App\\\\', '\\\\'], ['', '/'], $name).'.php');\n",
      'package.json': json({ private: true, type: 'module', scripts: { dev: 'vite', build: 'vite build' } }),
      'vite.config.js': '',
    },
    // A front controller answers every path.
    also: ['/orders/7', 'Laravel-like, at /orders/7'],
  },
  {
    name: 'Spring Boot, by Maven',
    needs: ['java', 'mvn'],
    platform: 'Java',
    page: 'Greetings from Spring Boot!',
    files: {
      'pom.xml': `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<parent>
		<groupId>org.springframework.boot</groupId>
		<artifactId>spring-boot-starter-parent</artifactId>
		<version>3.4.5</version>
		<relativePath/>
	</parent>
	<groupId>com.example</groupId>
	<artifactId>shop</artifactId>
	<version>0.0.1-SNAPSHOT</version>
	<properties>
		<java.version>17</java.version>
	</properties>
	<dependencies>
		<dependency>
			<groupId>org.springframework.boot</groupId>
			<artifactId>spring-boot-starter-web</artifactId>
		</dependency>
	</dependencies>
	<build>
		<plugins>
			<plugin>
				<groupId>org.springframework.boot</groupId>
				<artifactId>spring-boot-maven-plugin</artifactId>
			</plugin>
		</plugins>
	</build>
</project>
`,
      'src/main/java/com/example/shop/ShopApplication.java': `package com.example.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class ShopApplication {

	@GetMapping("/")
	String index() {
		return "Greetings from Spring Boot!";
	}

	public static void main(String[] args) {
		SpringApplication.run(ShopApplication.class, args);
	}
}
`,
      'src/main/resources/application.properties': 'spring.application.name=shop\n',
    },
  },
  {
    name: 'Spring Boot, its jar',
    needs: ['java', 'mvn'],
    platform: 'Java',
    page: 'Greetings from Spring Boot!',
    // What the workflow of the project has built: the jar alone is deployed.
    jarOf: 'Spring Boot, by Maven',
    files: {},
  },
  {
    name: 'ASP.NET Core',
    needs: ['dotnet'],
    platform: '.NET on Linux',
    page: 'Hello World!',
    files: {},
    // The workflow of the project has published it: what came of that is deployed.
    prepare: [
      ['dotnet', 'new', 'web', '--no-restore', '--name', 'Shop', '--output', 'src'],
      // No compiler stays behind for the next build.
      ['dotnet', 'publish', 'src', '--configuration', 'Release', '--output', 'out', '-p:UseSharedCompilation=false'],
    ],
    set: 'source=out',
  },
  {
    name: 'Go module with cmd/',
    needs: ['go'],
    platform: 'Go',
    page: 'Hello from cmd/shop',
    files: {
      'go.mod': 'module example.com/team/shop\n\ngo 1.22\n',
      'cmd/shop/main.go': `package main

import (
	"log"
	"net/http"
	"os"

	"example.com/team/shop/internal/page"
)

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe(":"+port, page.Handler()))
}
`,
      'cmd/migrate/main.go': 'package main\n\nfunc main() {}\n',
      'internal/page/page.go': `package page

import (
	"fmt"
	"net/http"
)

// Handler answers every request.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "Hello from cmd/shop")
	})
}
`,
    },
  },
];

/** Does what a row has to be prepared by; throws with the last words of what fails. */
export function prepare({ prepare: commands = [] }, directory) {
  for (const [program, ...words] of commands) {
    const { status, stdout, stderr } = spawnSync(program, words, { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  }
}
