/** What the kernel exports; see `assembly/` for what each function does. */
export interface KernelExports {
  heapBase(): number;
  exponentials(x: number, out: number, count: number): void;
}

/** Functions that all threads of a crew run at the same time, called as `name(thread, threads, ...parameters)`. */
export type CrewFunction = {
  [Name in keyof KernelExports]: KernelExports[Name] extends (
    thread: number,
    threads: number,
    ...parameters: number[]
  ) => void
    ? Name
    : never;
}[keyof KernelExports];
