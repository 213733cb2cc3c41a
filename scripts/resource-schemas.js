// Writes src/local/schema/resource-types.json.gz: what CloudFormation knows of each resource type, from AWS's own service specification.
// Run it after an update of @aws-cdk/aws-service-spec: `node scripts/resource-schemas.js`. The same specification gives the same bytes.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const target = new URL('../src/local/schema/resource-types.json.gz', import.meta.url);
const database = loadAwsServiceSpecSync();
const types = {};
for (const resource of database.all('resource').sort(byType)) {
  types[resource.cloudFormationType] = JSON.stringify(schemaOf(resource));
}
const packed = gzipSync(JSON.stringify(types), { level: 9 });
packed[9] = 255; // The header's operating system: unknown, so that every machine writes the same bytes.
writeFileSync(target, packed);
console.log(`${Object.keys(types).length} resource types, ${packed.length} bytes`);

function byType(one, other) {
  return one.cloudFormationType < other.cloudFormationType ? -1 : 1;
}

function schemaOf(resource) {
  const names = new Map();
  const definitions = {};
  const valueType = (type) => {
    switch (type.type) {
      case 'array':
        return { list: valueType(type.element) };
      case 'map':
        return { map: valueType(type.element) };
      case 'union':
        return oneOf(type.types.map(valueType));
      case 'ref':
        return { definition: define(type.reference.$ref) };
      default:
        return type.type;
    }
  };
  const define = (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const found = database.get('typeDefinition', id);
    const name = Object.hasOwn(definitions, found.name) ? `${found.name}#${names.size}` : found.name;
    names.set(id, name);
    definitions[name] = {};
    definitions[name] = properties(found.properties);
    return name;
  };
  const properties = (all) =>
    Object.fromEntries(
      Object.keys(all)
        .sort()
        .map((name) => [name, property(all[name])]),
    );
  const property = ({ type, previousTypes = [], required, causesReplacement }) => ({
    type: oneOf([type, ...previousTypes].map(valueType)),
    ...(required ? { required: true } : {}),
    ...(causesReplacement && causesReplacement !== 'no' ? { replaces: causesReplacement } : {}),
  });
  return {
    properties: properties(resource.properties),
    attributes: Object.keys(resource.attributes).sort(),
    identifier: resource.primaryIdentifier ?? [],
    ...(resource.cfnRefIdentifier ? { ref: resource.cfnRefIdentifier } : {}),
    ...(resource.arnTemplate ? { arn: resource.arnTemplate } : {}),
    ...(resource.tagInformation ? { tags: resource.tagInformation.tagPropertyName } : {}),
    definitions,
  };
}

function oneOf(alternatives) {
  const flat = alternatives.flatMap((type) => type.oneOf ?? [type]);
  const distinct = [...new Map(flat.map((type) => [JSON.stringify(type), type])).values()];
  return distinct.length === 1 ? distinct[0] : { oneOf: distinct };
}
