/** Names under which people write down what nobody else shall read. */
const telling = /PASS|PWD|TOKEN|SECRET|KEY|CREDENTIAL|PRIVATE/i;
/** An address with a password in it. */
const withPassword = /:\/\/[^/\s:]*:([^/\s]+)@/;

/** What of a plain variable no log, comment or plan may show: its value under a telling name, or as an address with a password, and that password alone. Nothing of any other. */
export function secretsIn(name: string, value: string): readonly string[] {
  const [, password] = withPassword.exec(value) ?? [];
  if (password !== undefined) return [value, password];
  return telling.test(name) ? [value] : [];
}
