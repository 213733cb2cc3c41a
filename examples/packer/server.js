// The smallest application that Beanpole deploys: it answers HTTP on PORT and stops politely.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const page = readFileSync(new URL('./index.html', import.meta.url), 'utf8');
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-app-version': version });
  response.end(page.replaceAll('{{version}}', version));
});

server.listen(process.env.PORT, () => console.log(`hello ${version} listens on port ${process.env.PORT}`));
process.on('SIGTERM', () => server.close());
