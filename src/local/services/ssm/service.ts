import { AwsError, type Service, type WireInput } from '../../service.ts';
import { nameOf, noParameter, type Parameters, putParameter, readParameter } from './parameter.ts';
import { publicParameters } from './public.ts';

/** A page of GetParametersByPath, and of DescribeParameters. */
const pageSizes = { path: 10, describe: 50 } as const;

/** Systems Manager, as far as it is a store of parameters. */
export function ssmService(parameters: Parameters): Service {
  return {
    name: 'SSM',
    protocol: 'json',
    target: 'AmazonSSM',
    jsonVersion: '1.1',
    operations: {
      PutParameter: (input) => ({ Version: putParameter(parameters, input), Tier: 'Standard' }),
      GetParameter: (input) => {
        const Parameter = readParameter(parameters, String(input['Name']), decryptionOf(input));
        if (Parameter === undefined) throw noParameter(String(input['Name']));
        return { Parameter };
      },
      GetParameters: (input) => getParameters(parameters, input),
      GetParametersByPath: (input) => getByPath(parameters, input),
      DescribeParameters: (input) => describe(parameters, input),
      DeleteParameter: (input) => {
        const name = nameOf(String(input['Name']));
        if (!parameters.own.has(name)) throw noParameter(name);
        parameters.own.delete(name);
        return {};
      },
      DeleteParameters: (input) => {
        const names = ((input['Names'] ?? []) as string[]).map(nameOf);
        const [known, unknown] = [
          names.filter((name) => parameters.own.has(name)),
          names.filter((name) => !parameters.own.has(name)),
        ];
        for (const name of known) parameters.own.delete(name);
        return { DeletedParameters: known, InvalidParameters: unknown };
      },
    },
  };
}

function getParameters(parameters: Parameters, input: WireInput): object {
  const names = (input['Names'] ?? []) as string[];
  const read = names.map((name) => ({ name, parameter: readParameter(parameters, name, decryptionOf(input)) }));
  return {
    Parameters: read.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter])),
    InvalidParameters: read.filter(({ parameter }) => parameter === undefined).map(({ name }) => name),
  };
}

function getByPath(parameters: Parameters, input: WireInput): object {
  const path = String(input['Path'] ?? '');
  if (!path.startsWith('/')) {
    throw new AwsError(
      'ValidationException',
      `The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "/": ${path}`,
    );
  }
  holdNoFilters(input);
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const recursive = input['Recursive'] === true;
  const names = [...parameters.own.keys(), ...publicParameters.keys()]
    .filter((name) => name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/')))
    // `/` alone shows names of the account; Amazon's must be asked for by their path.
    .filter((name) => path !== '/' || !publicParameters.has(name));
  const page = pageOf(names, input, pageSizes.path);
  return {
    Parameters: page.names.map((name) => readParameter(parameters, name, decryptionOf(input))),
    NextToken: page.next,
  };
}

function describe(parameters: Parameters, input: WireInput): object {
  holdNoFilters(input);
  const page = pageOf(parameters.own.keys(), input, pageSizes.describe);
  const Parameters = page.names.map((name) => {
    const { Value: _value, Selector: _selector, ...shown } = readParameter(parameters, name, 'encrypted') ?? {};
    return { ...shown, Description: parameters.own.get(name)?.description, Tier: 'Standard' };
  });
  return { Parameters, NextToken: page.next };
}

function pageOf(names: readonly string[], input: WireInput, size: number) {
  const after =
    input['NextToken'] === undefined ? '' : Buffer.from(String(input['NextToken']), 'base64url').toString('utf8');
  const left = [...names].sort().filter((name) => name > after);
  const page = left.slice(0, Number(input['MaxResults'] ?? size));
  const next = left.length > page.length ? Buffer.from(page.at(-1) ?? '').toString('base64url') : undefined;
  return { names: page, next };
}

function holdNoFilters(input: WireInput): void {
  if (((input['ParameterFilters'] ?? input['Filters'] ?? []) as unknown[]).length === 0) return;
  throw new AwsError('InvalidFilterKey', 'The local cloud does not filter parameters.');
}

function decryptionOf(input: WireInput): 'decrypted' | 'encrypted' {
  return input['WithDecryption'] === true ? 'decrypted' : 'encrypted';
}
