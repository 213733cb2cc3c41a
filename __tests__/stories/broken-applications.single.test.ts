import { describe } from '@jest/globals';
import { tellBrokenApplications } from './broken-applications.ts';

describe('on a single instance, a version that', () => {
  tellBrokenApplications('single', (index) => index % 2 === 0);
});
