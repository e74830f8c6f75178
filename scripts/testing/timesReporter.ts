import { relative } from 'node:path';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { findSuite, SUITES } from './suites';

const SLOWEST = 20;
const WHOLE_RUN = 60;

interface Sum {
  files: number;
  tests: number;
  seconds: number;
}

const secondsOf = (module: TestModule): number => {
  const { duration, collectDuration, setupDuration, environmentSetupDuration } = module.diagnostic();
  return (duration + collectDuration + setupDuration + environmentSetupDuration) / 1000;
};

const cell = (value: string | number, width: number) => String(value).padStart(width);

/**
 * Prints where the time of a run went: each suite with its budget, and the slowest files. It judges nothing: a machine that
 * is busy with other things is no failure. Silent for a few files.
 */
export default class TimesReporter implements Reporter {
  private root = '';

  onInit(vitest: Vitest): void {
    this.root = vitest.config.root;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length < WHOLE_RUN) return;
    const sums = new Map<string, Sum>();
    for (const module of modules) {
      const name = findSuite(relative(this.root, module.moduleId))?.name ?? 'elsewhere';
      const sum = sums.get(name) ?? { files: 0, tests: 0, seconds: 0 };
      sum.files += 1;
      sum.tests += [...module.children.allTests()].length;
      sum.seconds += secondsOf(module);
      sums.set(name, sum);
    }
    console.log(`\n${'Suite'.padEnd(28)} files  tests  seconds  budget`);
    for (const { name, budget } of SUITES) {
      const sum = sums.get(name);
      if (!sum) continue;
      const over = sum.seconds > budget ? '  over' : '';
      console.log(
        `${name.padEnd(28)}${cell(sum.files, 6)}${cell(sum.tests, 7)}${cell(sum.seconds.toFixed(0), 9)}${cell(budget, 8)}${over}`,
      );
    }
    this.printSlowest(modules);
    this.printCounts(sums);
  }

  private printSlowest(modules: readonly TestModule[]): void {
    const slowest = [...modules].sort((one, other) => secondsOf(other) - secondsOf(one)).slice(0, SLOWEST);
    const words = slowest.map(
      (module) => `${relative(this.root, module.moduleId)} ${secondsOf(module).toFixed(1)}`,
    );
    console.log(`\nSlowest files, in seconds:\n  ${words.join('\n  ')}`);
  }

  private printCounts(sums: ReadonlyMap<string, Sum>): void {
    const count = (wanted: boolean) =>
      SUITES.filter(({ generated = false }) => generated === wanted).reduce(
        (sum, { name }) => sum + (sums.get(name)?.tests ?? 0),
        0,
      );
    console.log(`\n${count(false)} tests of behaviour, and ${count(true)} generated over routes and input.`);
  }
}
