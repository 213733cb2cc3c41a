import { Agent, get } from 'node:http';

/**
 * Sends requests to a URL without pause until it is stopped, half of them over a connection of their own, and counts what came back.
 * A request has failed when it got no answer, no complete answer, or an answer that is not 200. As browsers do, a request is sent once more when a
 * kept-alive connection turns out to have been closed by the other side between two requests; how often that was needed is counted too.
 * @param {string} url
 * @param {{senders?: number, pauseMs?: number}} [options] `pauseMs`: rest of a sender between two requests.
 */
export function requestStream(url, { senders = 4, pauseMs = 10 } = {}) {
  const began = Date.now();
  const counts = { sent: 0, failed: 0, resent: 0 };
  /** @type {Map<string, {answers: number, firstMs: number, lastMs: number}>} */
  const versions = new Map();
  /** Answers other than 200, by the version that gave them. @type {Record<string, number>} */
  const refusals = {};
  /** @type {string[]} */
  const failures = [];
  const keepAlive = new Agent({ keepAlive: true, maxSockets: senders });
  let stopped = false;

  const send = async (/** @type {number} */ turn) => {
    counts.sent += 1;
    try {
      const version = await ask(url, turn % 2 === 0 ? keepAlive : undefined).catch((error) => {
        if (!error.staleConnection) throw error;
        counts.resent += 1;
        return ask(url, undefined);
      });
      const atMs = Date.now() - began;
      const seen = versions.get(version) ?? { answers: 0, firstMs: atMs, lastMs: atMs };
      versions.set(version, { ...seen, answers: seen.answers + 1, lastMs: atMs });
    } catch (error) {
      counts.failed += 1;
      if (error.version) refusals[error.version] = (refusals[error.version] ?? 0) + 1;
      failures.push(`after ${((Date.now() - began) / 1000).toFixed(1)} s: ${error.message}`);
    }
  };
  const loops = Array.from({ length: senders }, async () => {
    for (let turn = 0; !stopped; turn += 1) {
      await send(turn);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  });
  return {
    /** Ends the stream and returns what was counted. */
    async stop() {
      stopped = true;
      await Promise.all(loops);
      keepAlive.destroy();
      return { ...counts, versions: Object.fromEntries(versions), refusals, failures };
    },
  };
}

/** One request; resolves to the version that answered. */
function ask(url, agent) {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: agent ?? false, timeout: 10_000 }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        const version = response.headers['x-app-version'];
        if (response.statusCode === 200) resolve(String(version ?? 'unknown'));
        else
          reject(
            Object.assign(new Error(`answered ${response.statusCode}${version ? ` by ${version}` : ''}`), { version }),
          );
      });
    });
    request.once('timeout', () => request.destroy(new Error('no answer within 10 s')));
    request.once('error', (error) => {
      reject(
        Object.assign(error, { staleConnection: request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code) }),
      );
    });
  });
}
