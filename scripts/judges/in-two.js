import { spawn } from 'node:child_process';

/** Runs a program over files, half of them in each of two processes, and gives what each printed. */
export async function inTwo(program, files, args) {
  const halves = [0, 1].map((rest) => files.filter((_, at) => at % 2 === rest)).filter((half) => half.length > 0);
  return Promise.all(halves.map((half) => outputOf(program, args(half))));
}

function outputOf(program, args) {
  return new Promise((resolve, reject) => {
    const run = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    run.stdout.on('data', (chunk) => {
      text += chunk;
    });
    run.once('error', reject);
    run.once('close', () => resolve(text));
  });
}
