import { expect, test } from 'vitest';
import { run, streamText, withKernel } from './fixture.js';

test('{ name } of an earlier cell works as { name: name } does: in objects, calls, nested, beside destructuring', async () => {
  await withKernel(async (kernel) => {
    await run(kernel, 'const basis: "all" | "net" = "net"; let top = 3; import { exitCode } from "../src";');
    const { error, outputs } = await run(
      kernel,
      `const own = 1;
       const f = (o: object) => JSON.stringify(o);
       console.log(f({ basis, own, deep: { top }, g: () => ({ basis }).basis.length, exitCode: typeof { exitCode }.exitCode }));
       let left = 0; ({ left } = { left: top }); console.log(left, ({ basis }).basis);
       const { top: renamed, other = basis } = { top } as { top: number; other?: string }; console.log(renamed, other);`,
    );
    expect(error).toBeNull();
    expect(streamText(outputs)).toBe('{"basis":"net","own":1,"deep":{"top":3},"exitCode":"function"}\n3 net\n3 net\n');
  });
});
