import { describe, expect, test } from '@jest/globals';
import { startGitHub } from '../../scripts/stage/github/server.js';
import { historyOf } from '../../src/commands/history.ts';
import { connectGitHub } from '../../src/github/api.ts';
import type { World } from '../../src/world.ts';

/** What a checkout of depth 1 says about any other commit. */
const shallow = { ancestry: async () => 'unknown' };

function worldOf(git: object, more: Partial<World> = {}): World {
  return { git, workspace: { root: '/' }, ...more } as unknown as World;
}

describe('how a commit stands to what is live', () => {
  test('GitHub tells where the checkout is shallow, and nobody where there is no GitHub either', async () => {
    const server = await startGitHub();
    try {
      server.history.push('first', 'second');
      const github = connectGitHub({
        token: server.token,
        repository: 'octo-org/hello',
        apiUrl: server.environment.GITHUB_API_URL,
        run: { id: '11', attempt: '1' },
        sleep: async () => {},
        warn: () => {},
      });
      const ask = historyOf(worldOf(shallow, { github }));
      expect(await ask('first', 'second')).toBe('ancestor');
      expect(await ask('second', 'first')).toBe('descendant');
      expect(await ask('first', 'forced-away')).toBe('unknown');
      expect(await historyOf(worldOf(shallow))('first', 'second')).toBe('unknown');
      const asked = server.requests.length;
      const whole = historyOf(worldOf({ ancestry: async () => 'ancestor' }, { github }));
      expect(await whole('first', 'second')).toBe('ancestor');
      expect(server.requests).toHaveLength(asked);
      expect(server.complaints).toEqual([]);
    } finally {
      server.stop();
    }
  });
});
