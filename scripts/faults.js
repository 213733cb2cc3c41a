// npm run faults: kills the runner at every single call of a create, an update and a destroy, and lets every single call of them fail in every
// way, each on a fresh copy of the local cloud's state. With words, only what they name: `npm run faults -- killed update 14`, `npm run faults -- spoiled 'token expired'`.
import { callsOf, kills, playAll, playKill, playSpoil, spoils } from './stage/cases.js';
import { openTheatre, scenarios } from './stage/scenarios.js';

const words = process.argv.slice(2);
const began = Date.now();
const theatre = await openTheatre();
let [passed, failed, skipped] = [0, 0, 0];
try {
  const calls = {};
  const named = Object.keys(scenarios).filter((name) => words.includes(name));
  for (const scenario of named.length > 0 ? named : Object.keys(scenarios)) {
    calls[scenario] = await callsOf(theatre, scenario);
    console.log(`An undisturbed ${scenario} makes ${calls[scenario].length} calls.`);
  }
  const killed = Object.entries(calls).flatMap(([scenario, list]) => kills(scenario, list));
  await table('killed', killed, (one) => playKill(theatre, one));
  const spoiled = Object.entries(calls).flatMap(([scenario, list]) => spoils(scenario, list));
  await table('spoiled', spoiled, (one) => playSpoil(theatre, one));
} finally {
  theatre.remove();
}
console.log(`\nAll of it took ${((Date.now() - began) / 1000).toFixed(0)} s.`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function table(title, cases, play) {
  const chosen = cases.filter((one) =>
    words.every((word) => [title, ...Object.values(one).map(String)].includes(word)),
  );
  if (chosen.length === 0) return;
  console.log(`\n${title === 'killed' ? 'The runner is killed at a call, then run again' : 'A call goes wrong'}`);
  await playAll(chosen, play, (one, wrong, seconds) => {
    const { scenario, number, operation, when, what } = one;
    const how = what ?? (when === 'after' ? 'carried out' : 'not carried out');
    const facts = `${scenario.padEnd(8)} ${String(number).padStart(3)} ${operation.padEnd(26)} ${how.padEnd(28)} ${seconds.toFixed(1).padStart(5)} s`;
    if (wrong === undefined) skipped += 1;
    else if (wrong.length === 0) passed += 1;
    else failed += 1;
    const verdict = wrong === undefined ? 'skipped: the run ended before' : wrong.length === 0 ? 'good' : 'WRONG';
    console.log(`${facts}  ${verdict}`);
    for (const text of wrong ?? []) console.log(text.replace(/^/gm, '      '));
  });
}
