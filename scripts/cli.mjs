#!/usr/bin/env node
// `npx github:OWNER/slipway migrate FILE`, without a clone. Node strips the types of TypeScript everywhere but in
// node_modules, where npx puts this package: so they are stripped here. Plain JavaScript, to start on any Node.
import { readFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const COMMANDS = ['migrate', 'plan'];
const OLDEST = 24;

const [command] = process.argv.splice(2, 1);
if (!COMMANDS.includes(command)) {
  process.stderr.write(`Expected ${COMMANDS.join(' or ')}, and its options. ${COMMANDS[0]} --help shows them.\n`);
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(`This needs Node.js ${OLDEST} or later, and runs on ${process.versions.node}.\n`);
  process.exit(2);
}
// That this is experimental concerns us, not who migrates a workflow.
const { emitWarning } = process;
process.emitWarning = (warning, ...more) => {
  if (!String(warning).includes('stripTypeScriptTypes')) emitWarning.call(process, warning, ...more);
};
const own = new URL('..', import.meta.url).href;
nodeModule.registerHooks({
  load(url, context, next) {
    if (!url.startsWith(own) || !url.endsWith('.ts')) return next(url, context);
    const text = readFileSync(fileURLToPath(url), 'utf8');
    return { format: 'module', source: nodeModule.stripTypeScriptTypes(text), shortCircuit: true };
  },
});
await import(`./${command}.ts`);
