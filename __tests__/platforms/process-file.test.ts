import { describe, expect, test } from '@jest/globals';
import { BeanpoleError } from '../../src/errors.ts';
import { parseProcfile } from '../../src/platforms/process-file.ts';

function problems(text: string): readonly string[] {
  try {
    parseProcfile(text);
  } catch (error) {
    if (error instanceof BeanpoleError) return error.problems.map(({ where, message }) => `${where}: ${message}`);
  }
  return [];
}

describe('parseProcfile', () => {
  test('reads processes in order, without comments, empty lines and Windows line ends', () => {
    expect(parseProcfile('# ours\r\nweb: node app.js --flag="a: b"\r\n\r\nmail_1-x:  python mail.py  \r\n')).toEqual([
      { name: 'web', command: 'node app.js --flag="a: b"' },
      { name: 'mail_1-x', command: 'python mail.py' },
    ]);
  });

  test('accepts a command right behind the colon, as Beanstalk does', () => {
    expect(parseProcfile('web:node app.js')).toEqual([{ name: 'web', command: 'node app.js' }]);
  });

  test('names every wrong line by its number', () => {
    expect(problems('web: node app.js\nnode app.js\nmy worker: x\nmail:\nweb: again')).toEqual([
      'Procfile:2: "node app.js" is not a process.',
      'Procfile:3: "my worker: x" is not a process.',
      'Procfile:4: "mail:" is not a process.',
      'Procfile:5: The process "web" is there twice.',
    ]);
  });

  test.each([['worker: node w.js'], ['']])('refuses %j, which has no web process', (text) => {
    expect(problems(text)).toEqual(['Procfile: There is no process "web".']);
  });
});
