import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { patientEngine } from '../../engine/any-engine.ts';
import { connectContainers } from '../../engine/containers.ts';
import { ownNetwork } from '../../engine/own-network.ts';
import { ActionError, messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import type { ContainerTest } from '../../inputs/gates/container-test.ts';
import type { Gate, GateRun } from '../gate/types.ts';
import { portsOf, settle } from './conditions.ts';
import { watch } from './watch.ts';

/** What a container test needs besides the gate's inputs. */
type ContainerTestPorts = Pick<Machine, 'now' | 'sleep'> &
  Readonly<{
    /** The engine's local socket. */
    socket: string;
    /** The run's folder, whose name is the container's label. */
    folder: string;
    /** /proc/self/mountinfo; '' if there is none. */
    mountinfo: () => string;
  }>;

/** Additional milliseconds for the engine. */
const GRACE = 60_000;
/** The container's last lines that are shown, and those that the error repeats. */
const SHOWN = 100;
const TAIL = 20;

/** `container-test` as a gate: starts the image, waits until all conditions are met, and removes it. */
export function containerTestGate(test: ContainerTest, ports: ContainerTestPorts): Gate {
  return {
    name: 'container-test',
    kind: 'container-test',
    platform: test.platform,
    // The test's own time-out comes first and can say what was missing; this one applies when the engine hangs.
    timeout: test.timeout + GRACE,
    continueOnError: false,
    credentials: false,
    run: at => runContainerTest(test, at, ports),
  };
}

async function runContainerTest(test: ContainerTest, at: GateRun, ports: ContainerTestPorts): Promise<void> {
  const { socket, folder, mountinfo, now, sleep } = ports;
  const { signal, log } = at;
  const containers = connectContainers(socket, signal);
  const conditions = await settle(test.conditions, () => containers.exposed(at.image));
  const network = await ownNetwork(containers.inspect, mountinfo());
  const name = `slipway-test-${randomBytes(6).toString('hex')}`;
  const lines: string[] = [];
  const onLine = (line: string) => {
    if (lines.push(line) > SHOWN) lines.shift();
  };
  let problem: string | undefined;
  try {
    await containers.create({
      name,
      image: at.image,
      platform: at.platform,
      env: test.env,
      command: test.command,
      ports: portsOf(conditions),
      network,
      labels: { 'slipway.run': basename(folder) },
    });
    const { timeout } = test;
    problem = await watch({ name, containers, conditions, timeout, network, signal, onLine, now, sleep, log });
  } finally {
    // Without the signal: even a cancelled job leaves no container for the post step. If the removal fails, the test's
    // result still counts.
    const kept = (error: unknown) => log.warning(`The container ${name} could not be removed: ${messageOf(error)}`);
    await patientEngine(socket).removeContainer(name).catch(kept);
  }
  if (problem === undefined) return;
  if (lines.length > 0) log.info(`The container's last lines:\n${lines.join('\n')}`);
  throw new ActionError('TEST_FAILED', `container-test failed: the container ${problem}`, {
    output: lines.length === 0 ? ['The container had no output.'] : lines.slice(-TAIL),
    hint: 'To try it locally: `docker build -t image .`, then `docker run --rm image`.',
  });
}
