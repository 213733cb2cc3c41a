// Turns orders into invoices. Messages come as plain HTTP from the instance agent: no SDK, no queue in sight.
// 200: done, the message is deleted. Anything else: it comes again, and after ten tries it is a dead letter.
import { createServer } from 'node:http';
import { invoiceOf } from './invoice.js';

const said = (line) => console.log(`${process.env.BEANPOLE_VERSION ?? 'local'}: ${line}`);

/** What is done for a path, given the body and the headers of the daemon. */
const work = {
  '/orders': (body, headers) => {
    const invoice = invoiceOf(JSON.parse(body));
    said(
      `order ${invoice.order}, ${invoice.total} (message ${headers['x-aws-sqsd-msgid']}, try ${headers['x-aws-sqsd-receive-count']})`,
    );
  },
  '/tasks/close-of-day': (_, headers) => said(`the day closes, as planned for ${headers['x-aws-sqsd-scheduled-at']}`),
  '/tasks/reminders': (_, headers) => said(`reminders, as planned for ${headers['x-aws-sqsd-scheduled-at']}`),
};

const server = createServer(async (request, response) => {
  if (request.url === '/health') return response.end('well');
  const task = request.method === 'POST' ? work[request.url] : undefined;
  if (task === undefined) return response.writeHead(404).end();
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    task(body, request.headers);
    response.end();
  } catch (error) {
    said(`failed: ${error.message}`);
    response.writeHead(500).end(error.message);
  }
});
server.listen(process.env.PORT ?? 8080, () => said('waits for orders'));
process.on('SIGTERM', () => server.close());
