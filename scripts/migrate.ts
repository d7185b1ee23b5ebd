import { migrateCommand } from './migrate/command.ts';
import { runAsProcess } from './terminal.ts';

await runAsProcess(migrateCommand);
