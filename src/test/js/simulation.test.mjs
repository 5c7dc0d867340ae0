// Many people, tabs, reloads, crashes and broken lines, one seed after the other: `SIM_SEEDS=100000 SIM_FROM=1 SIM_OPS=200 node --test src/test/js/simulation.test.mjs`
import { test } from 'node:test';
import { model } from './support/model.mjs';
import { World } from './support/simulation.mjs';

const { SIM_SEEDS = '2000', SIM_FROM = '1', SIM_OPS = '200' } = process.env;

test('R83, R175, R180, R215 whatever fails, all pages end with what the server lets them see, and each thing done is there once or told as refused', async () => {
  const from = Number(SIM_FROM);
  for (let seed = from; seed < from + Number(SIM_SEEDS); seed++) {
    const world = new World(model, seed);
    try {
      await world.run(Number(SIM_OPS));
      await world.settle();
      world.verify();
    } catch (failure) {
      throw new Error(`seed ${seed}: SIM_FROM=${seed} SIM_SEEDS=1 SIM_OPS=${SIM_OPS} node --test src/test/js/simulation.test.mjs`, { cause: failure });
    }
  }
});
