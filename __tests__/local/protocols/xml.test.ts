import { expect, test } from '@jest/globals';
import { element, escapeXml, flat, members } from '../../../src/local/protocols/xml.ts';

test('values become elements', () => {
  const value = {
    Text: 'a<&>"',
    Number: 1.5,
    Flag: false,
    Time: new Date(0),
    Absent: undefined,
    List: ['x', { Y: 1 }],
    Empty: [],
    Map: new Map([['k', 'v']]),
    Flat: flat(['1', '2']),
    Bytes: Buffer.from('hi'),
  };
  expect(element('R', value, 'member')).toBe(
    '<R><Text>a&lt;&amp;&gt;&quot;</Text><Number>1.5</Number><Flag>false</Flag><Time>1970-01-01T00:00:00.000Z</Time>' +
      '<List><member>x</member><member><Y>1</Y></member></List><Empty/><Map><entry><key>k</key><value>v</value></entry></Map>' +
      '<Flat>1</Flat><Flat>2</Flat><Bytes>aGk=</Bytes></R>',
  );
  expect(members({ vpcSet: [{ vpcId: 'v' }] }, 'item')).toBe('<vpcSet><item><vpcId>v</vpcId></item></vpcSet>');
});

test('what XML cannot carry never spoils the rest', () => {
  expect(escapeXml(`a\u0000b\u001b[0m\r\n${String.fromCharCode(0xd800)}!\u{1F600}`)).toBe(
    'a\uFFFDb\uFFFD[0m&#xD;\n\uFFFD!\u{1F600}',
  );
});
