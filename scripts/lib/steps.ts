/** Says which step of how many is being done, and how many seconds it took. */

export interface Steps {
  run<T>(title: string, work: () => Promise<T>): Promise<T>;
}

export function steps(total: number, first = 1): Steps {
  let number = first - 1;
  return {
    async run(title, work) {
      number += 1;
      process.stdout.write(`${number} of ${total}  ${title} … `);
      const began = performance.now();
      try {
        const result = await work();
        process.stdout.write(`${seconds(began)} s\n`);
        return result;
      } catch (error) {
        process.stdout.write("failed\n");
        throw error;
      }
    },
  };
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}
