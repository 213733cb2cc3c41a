import type { Parameter } from './template.ts';

/** A parameter that somebody fills in by hand, so it may have a default. */
export type Question = Parameter & { readonly Default?: string; readonly AllowedValues?: readonly string[] };

const name = (Description: string, more: Partial<Question> = {}): Question => ({
  Type: 'String',
  Description,
  ...more,
});

/** What somebody who sets an account up is asked. */
export const questions: Readonly<Record<string, Question>> = {
  Application: name('The application. Its artifact bucket is named after it, hence no capitals.', {
    AllowedPattern: '[a-z][a-z0-9-]{0,59}',
  }),
  Owner: name('Owner of the repository, octo-org of octo-org/hello', { AllowedPattern: '[A-Za-z0-9-]+' }),
  Repository: name('Name of the repository, hello of octo-org/hello', { AllowedPattern: '[A-Za-z0-9._-]+' }),
  OwnerId: name('Number of the owner: gh api /users/OWNER --jq .id', { AllowedPattern: '\\d+' }),
  RepositoryId: name('Number of the repository: gh api /repos/OWNER/NAME --jq .id', { AllowedPattern: '\\d+' }),
  Subject: name('Which jobs: environment:production, pull_request, ref:refs/heads/main', {
    Default: 'environment:production',
    AllowedPattern: '[A-Za-z0-9_][A-Za-z0-9_:/.*-]*',
  }),
  Environments: name('Which environments of the application: production, or pr-* for previews', {
    Default: 'production',
    AllowedPattern: '[A-Za-z0-9*-]+',
  }),
  Provider: name('An account has GitHub as an issuer once: create it here, or it exists already', {
    Default: 'create',
    AllowedValues: ['create', 'exists'],
  }),
  FirstUse: name('Whether this role may make the application stack, with its network, bucket and execution role', {
    Default: 'allowed',
    AllowedValues: ['allowed', 'refused'],
  }),
};
