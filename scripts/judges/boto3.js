import { judgeInPython } from './python.js';

/** boto3's own waiters, paginators and serialisers against the local cloud. */
export const boto3 = () => judgeInPython('boto3_judge.py');
