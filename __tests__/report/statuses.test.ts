import { readFileSync } from 'node:fs';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from '@jest/globals';
import { statusesPage } from '../../src/report/statuses.ts';

describe('statusesPage()', () => {
  const page = statusesPage();

  test('is what docs/statuses.md says; `npm run docs` writes it anew', () => {
    // The formatter aligns tables.
    const narrow = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    expect(narrow(readFileSync('docs/statuses.md', 'utf8'))).toBe(narrow(page));
  });

  test('has a row for each status of CloudFormation, and one for no stack', () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, status]) => status);
    expect(rows).toEqual(Object.values(StackStatus).sort());
    expect(page).toContain('| (no stack) | create | create | create | **refuse** | nothing | nothing |');
  });

  test('says how a failed rollback is met, and that data is never deleted by a deploy', () => {
    expect(page).toContain(
      '| `UPDATE_ROLLBACK_FAILED` | continue the rollback (at most 3 times), then update, else **refuse** |',
    );
    expect(page).toMatch(/^\| `ROLLBACK_COMPLETE` \| delete, then create \| \*\*refuse\*\* \| delete, then create \|/m);
  });
});
