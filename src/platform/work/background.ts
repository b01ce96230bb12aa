// Work beside the requests, for as long as a server runs: done, then a rest, then done again, never twice at once.

export interface Background {
  /** Resolves when what is being done has ended. */
  stop(): Promise<void>;
}

export interface Rhythm {
  /** Before the first time; at once when absent. */
  readonly firstMillis?: number;
  readonly restMillis: number;
}

/** A failure is told, and the next time comes all the same. */
export function repeatedly(
  work: (isStopped: () => boolean) => Promise<void>,
  { firstMillis = 0, restMillis }: Rhythm,
  onError: (error: unknown) => void,
): Background {
  let stopped = false;
  let wake: () => void = () => undefined;
  const rest = (millis: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, millis).unref();
    });
  const loop = async (): Promise<void> => {
    if (firstMillis > 0) await rest(firstMillis);
    while (!stopped) {
      await work(() => stopped).catch(onError);
      if (!stopped) await rest(restMillis);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}

export function sideBySide(works: readonly Background[]): Background {
  return {
    async stop() {
      await Promise.all(works.map((work) => work.stop()));
    },
  };
}
