import { execFileSync } from 'node:child_process';

/** What Python's zipfile, which shares no code with us, says of an archive's entries. */
export interface Judged {
  readonly name: string;
  readonly mode: string;
  readonly madeBy: number;
  readonly size: number;
  readonly method: number;
  readonly time: readonly number[];
  readonly flags: number;
  readonly offset: number;
}

const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    bad = archive.testzip() if sys.argv[2] == 'all' else None
    assert bad is None, bad
    print(json.dumps([dict(name=i.filename, mode=oct(i.external_attr >> 16), madeBy=i.create_system, size=i.file_size,
      method=i.compress_type, time=i.date_time, flags=i.flag_bits, offset=i.header_offset) for i in archive.infolist()]))
`;

/** Reads the entries; with `all` it also unpacks each of them and holds it against its checksum. */
export function judge(path: string, contents: 'all' | 'names' = 'all'): readonly Judged[] {
  const output = execFileSync('python3', ['-c', script, path, contents], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return JSON.parse(output);
}

/** Unpacks with Info-ZIP, as an instance would. */
export function unzip(path: string, directory: string): void {
  execFileSync('unzip', ['-q', path, '-d', directory], { env: { ...process.env, LC_ALL: 'C.UTF-8' }, stdio: 'pipe' });
}
