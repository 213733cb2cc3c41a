import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubJournal } from '../../src/github/journal.ts';
import { readInputs } from '../../src/github/inputs.ts';
import { writeOutputs, writeSummary } from '../../src/github/report.ts';

afterEach(() => void jest.restoreAllMocks());

/** What is written to the log. */
function printed(work: () => void): string {
  let text = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += chunk;
    return true;
  });
  work();
  return text;
}

describe('the journal of a workflow step', () => {
  test('folds the parts of the story and says how long each took', () => {
    let now = 0;
    const journal = githubJournal(() => now);
    const text = printed(() => {
      journal.stage('One');
      journal.line('100 % of it');
      now = 1_500;
      journal.stage('Two');
      journal.end();
      journal.end();
    });
    expect(text).toBe('::group::One\n100 % of it\n(1.5 s)\n::endgroup::\n::group::Two\n(0.0 s)\n::endgroup::\n');
  });

  test('annotates the line of a file; nothing in a text ends the command or begins a property', () => {
    const journal = githubJournal(() => 0);
    const text = printed(() => {
      journal.error('a: b, c', '50 %\r\nnext', { file: 'beanpole.yml', line: 12 });
      journal.warning('careful\n::error::no');
      journal.notice('Title', 'text');
    });
    expect(text).toBe(
      '::error title=a%3A b%2C c,file=beanpole.yml,line=12::50 %25%0D%0Anext\n' +
        '::warning::careful%0A::error::no\n' +
        '::notice title=Title::text\n',
    );
  });
});

describe('readInputs', () => {
  test('takes what the runner hands over; what is empty is absent', () => {
    const inputs = readInputs({ INPUT_COMMAND: ' deploy ', 'INPUT_AWS-REGION': 'eu-west-1', INPUT_TIER: '' });
    expect(inputs).toMatchObject({ command: 'deploy', 'aws-region': 'eu-west-1' });
    expect(inputs['tier']).toBeUndefined();
  });
});

describe('outputs and summary', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'beanpole-step-'));
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
      process.env[name] = join(directory, name);
      writeFileSync(join(directory, name), '');
    }
  });
  afterEach(() => {
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) delete process.env[name];
    rmSync(directory, { recursive: true, force: true });
  });
  const written = (name: string) => readFileSync(join(directory, name), 'utf8');

  test('a value of several lines cannot begin another output', async () => {
    await writeOutputs({ url: 'http://x', log: 'a\nend_\nurl=evil' });
    const [, name, delimiter, value] = /(log)<<(\S+)\n([\s\S]*)\n\2\n$/.exec(written('GITHUB_OUTPUT')) ?? [];
    expect([name, value]).toEqual(['log', 'a\nend_\nurl=evil']);
    expect(value).not.toContain(delimiter);
  });

  test('a summary that GitHub would drop is cut', async () => {
    await writeSummary('# Done');
    expect(written('GITHUB_STEP_SUMMARY')).toBe('# Done');
    await writeSummary('x'.repeat(2 ** 21));
    expect(written('GITHUB_STEP_SUMMARY')).toMatch(/\(cut\)\n$/);
  });

  test('nothing is written where there is no summary', async () => {
    delete process.env['GITHUB_STEP_SUMMARY'];
    await writeSummary('# Done');
    expect(written('GITHUB_STEP_SUMMARY')).toBe('');
  });
});
