/** Runs of all repeated comparisons that go on at each provider. */
export type Places = {
  /** Whether one more may begin there. */
  isFree(providerId: string, most: number): boolean;
  take(providerId: string): void;
  leave(providerId: string): void;
};

/**
 * `parallelRequests`: what one account serves at a time (engine.md R20). One of those places is always left to what
 * somebody waits for.
 */
export function createPlaces(parallelRequests: () => number): Places {
  const taken = new Map<string, number>();
  const takenAt = (providerId: string) => taken.get(providerId) ?? 0;
  return {
    isFree: (providerId, most) => takenAt(providerId) < Math.min(most, Math.max(1, parallelRequests() - 1)),
    take: (providerId) => void taken.set(providerId, takenAt(providerId) + 1),
    leave: (providerId) => {
      if (takenAt(providerId) <= 1) taken.delete(providerId);
      else taken.set(providerId, takenAt(providerId) - 1);
    },
  };
}
