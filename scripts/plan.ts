import { runAsProcess } from './terminal.ts';
import { planCommand } from './workflow/plan-command.ts';

await runAsProcess(planCommand);
