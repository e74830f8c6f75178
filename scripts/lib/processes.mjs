import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** The fields of /proc/<pid>/stat that follow the command's name, which may itself hold spaces and brackets. */
function linuxStat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function linuxFingerprint(pid) {
  try {
    const fields = linuxStat(pid);
    if (fields[0] === 'Z') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return null;
  }
}

function linuxAncestors(pid) {
  try {
    const parent = linuxStat(pid)[1];
    return `${parent} ${linuxStat(parent)[1]}`;
  } catch {
    return 'none';
  }
}

/**
 * The parent of a process, and on Linux also that one's: npm runs a script through a shell. It changes when one of them
 * is killed.
 * @param {number} [pid]
 */
export function ancestors(pid = process.pid) {
  if (platform() === 'linux') return linuxAncestors(pid);
  if (pid === process.pid) return String(process.ppid);
  if (platform() === 'win32') return 'unknown';
  return spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

function signalReaches(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * What tells a process from a later one that was given the same pid: when it was started.
 * @param {number} pid
 * @returns {string | null} null when no such process runs
 */
export function fingerprint(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (platform() === 'linux') return linuxFingerprint(pid);
  if (!signalReaches(pid)) return null;
  if (platform() === 'win32') return 'running';
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null;
}

/** @param {number} pid */
export const isRunning = (pid) => fingerprint(pid) !== null;

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Asks again and again until the answer is truthy, and returns that answer; null when the time is up.
 * @template T
 * @param {() => T | Promise<T>} ask
 * @param {{ within: number, every?: number }} times in milliseconds
 * @returns {Promise<T | null>}
 */
export async function until(ask, { within, every = 25 }) {
  const end = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) return null;
    await pause(every);
  }
}
