/** A name that a template mentions, and where. */
export interface Mention {
  /** Of a resource, a parameter or a pseudo parameter. */
  readonly name: string;
  /** As in `AutoScalingGroup.Properties.MaxSize`. */
  readonly place: string;
}

/** Every name that `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn` mention below a value. */
export function mentionsIn(value: unknown, place: string): readonly Mention[] {
  const found: Mention[] = [];
  gather(value, place, found);
  return found;
}

/** One list for all depths: this goes through every value of every template. */
function gather(value: unknown, place: string, found: Mention[]): void {
  if (Array.isArray(value)) value.forEach((item, index) => void gather(item, `${place}[${index}]`, found));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [member, inner] of Object.entries(value)) {
    for (const name of named(member, inner)) found.push({ name, place });
    gather(inner, `${place}.${member}`, found);
  }
}

function named(member: string, value: unknown): readonly string[] {
  switch (member) {
    case 'Ref':
      return typeof value === 'string' ? [value] : [];
    case 'DependsOn':
      return [value].flat().filter((name) => typeof name === 'string');
    case 'Fn::GetAtt': {
      const [resource] = Array.isArray(value) ? value : String(value).split('.');
      return typeof resource === 'string' ? [resource] : [];
    }
    case 'Fn::Sub':
      return namesInText(value);
  }
  return [];
}

/** `${!Name}` is text; with a list, its map gives further names. */
function namesInText(value: unknown): readonly string[] {
  const [text, given] = Array.isArray(value) ? value : [value, {}];
  const own = new Set(Object.keys((given ?? {}) as object));
  const found = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(
    ([, inside = '']) => inside.trim().split('.')[0] ?? '',
  );
  return found.filter((name) => !own.has(name));
}
