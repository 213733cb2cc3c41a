/** The key with which the action signs on the stage; instances sign with those of their roles. */
export const runnerKey = 'LOCALCLOUD';

/**
 * @typedef {{number: number, service: string, operation: string, accessKeyId?: string, at: string, status?: number, carriedOut?: number, fault?: string}} Call
 * @typedef {{service?: string, operation?: string, accessKeyId?: string, first: number, last: number, seen: number, hit: number, fault: {what: string, when?: string}}} Followed
 */

/**
 * The fault plan of a local cloud that runs.
 * @param {string} endpoint
 */
export function faultPlan(endpoint) {
  const ask = async (/** @type {string} */ path, /** @type {RequestInit | undefined} */ init = undefined) => {
    const answer = await fetch(`${endpoint}/_beanpole/${path}`, init);
    const body = await answer.json();
    if (!answer.ok) throw new Error(`/_beanpole/${path} answered ${answer.status}: ${body.mistakes?.join(' ')}`);
    return body;
  };
  return {
    /**
     * Replaces the rules; every count begins anew.
     * @param {...object} rules
     * @returns {Promise<Followed[]>}
     */
    set: async (...rules) => (await ask('faults', { method: 'PUT', body: JSON.stringify({ rules }) })).rules,
    /** @returns {Promise<Followed[]>} */
    rules: async () => (await ask('faults')).rules,
    /**
     * What was asked of the cloud with a key, in the order of arrival.
     * @returns {Promise<Call[]>}
     */
    calls: async (accessKeyId = runnerKey) => (await ask(`calls?accessKeyId=${accessKeyId}`)).calls,
    forget: () => ask('calls', { method: 'DELETE' }),
    /**
     * Takes an instance away without a word.
     * @param {string} id
     */
    lose: (id) => ask(`instances/${id}/lose`, { method: 'POST' }),
    /**
     * Ends the processes of an instance; EC2 goes on calling it running.
     * @param {string} id
     */
    crash: (id) => ask(`instances/${id}/crash`, { method: 'POST' }),
  };
}
