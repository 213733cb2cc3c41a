import { describe } from '@jest/globals';
import { tellBrokenApplications } from './broken-applications.ts';

describe('behind a load balancer, a version that', () => {
  tellBrokenApplications('fleet', (index) => index % 2 === 1 || index === 0);
});
