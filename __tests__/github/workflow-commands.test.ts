import { afterEach, describe, expect, jest, test } from '@jest/globals';
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
  test('a value of several lines cannot begin another output', () => {
    const files: Record<string, string> = {};
    const append = (path: string, text: string) => {
      files[path] = (files[path] ?? '') + text;
    };
    writeOutputs({ url: 'http://x', log: 'a\nend_\nurl=evil' }, { GITHUB_OUTPUT: 'out' }, append);
    const [, name, delimiter, value] = /(log)<<(end_[0-9a-f-]{36})\n([\s\S]*)\n\2\n$/.exec(files['out'] ?? '') ?? [];
    expect([name, value]).toEqual(['log', 'a\nend_\nurl=evil']);
    expect(value).not.toContain(delimiter);
    writeSummary('# Done', { GITHUB_STEP_SUMMARY: 'page' }, append);
    expect(files['page']).toBe('# Done');
  });

  test('nothing is written where there is nowhere to write it', () => {
    const append = () => {
      throw new Error('written');
    };
    writeOutputs({ url: 'x' }, {}, append);
    writeSummary('# Done', {}, append);
  });
});
