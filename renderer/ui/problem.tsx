export type ProblemProps = {
  /** What went wrong and what to do; null draws nothing. */
  readonly message: string | null;
  readonly className?: string | undefined;
};

/** Said where it was asked, once: what the host, or a check, did not accept. */
export function Problem({ message, className = "" }: ProblemProps) {
  if (message === null) return null;
  return (
    <p className={`bad ${className}`} role="status">
      {message}
    </p>
  );
}
