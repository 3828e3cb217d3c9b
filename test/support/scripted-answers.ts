/** Texts of the Compare mockup. */
export const prompt =
  "Our orders table has 40M rows on Postgres 15. Write the migration that adds a NOT NULL currency column defaulting to 'USD' without blocking writes. One line of reasoning per step.";

export const smartAnswer = `On Postgres 11 and later this is one fast statement: a constant default lives in the catalog, so no row is rewritten.

\`\`\`sql
SET lock_timeout = '2s';  -- 1

ALTER TABLE orders
  ADD COLUMN currency char(3)
  NOT NULL DEFAULT 'USD';  -- 2
\`\`\`

1. **Lock timeout.** \`ALTER\` takes \`ACCESS EXCLUSIVE\` for milliseconds, but while it waits behind a long transaction every writer waits behind it.
2. **Constant default.** Old rows read \`'USD'\` from \`attmissingval\`; new rows store it.
3. **Retry from the deploy script,** three to five times with jitter, because the timeout will fire`;

export const gptAnswer = `Use a phased migration so that no single step holds a long lock.

### 1. Add the column as nullable

\`\`\`sql
ALTER TABLE orders ADD COLUMN currency text;
ALTER TABLE orders ALTER COLUMN currency
  SET DEFAULT 'USD';
\`\`\`

Both are catalog changes. New rows get the default from here on.

### 2. Backfill in batches

\`\`\`sql
UPDATE orders SET currency = 'USD'
WHERE id BETWEEN $1 AND $1 + 9999
  AND currency IS NULL;
\`\`\`

10,000 rows keeps each transaction under a second. Sleep between batches so that autovacuum keeps up. See [the manual](https://www.postgresql.org/docs/current/sql-altertable.html).

### 3. Validate without blocking

Add a \`CHECK (currency IS NOT NULL) NOT VALID\` constraint, then run \`VALIDATE\``;

export const llamaAnswer = `\`\`\`sql
BEGIN;

ALTER TABLE orders
  ADD COLUMN currency varchar(3);

UPDATE orders SET currency = 'USD';

ALTER TABLE orders
  ALTER COLUMN currency SET NOT NULL;

COMMIT;
\`\`\`

1. **Add the column** so that existing queries keep working.
2. **Fill it** with \`'USD'\` for the existing orders.
3. **Enforce** \`NOT NULL\` once every row has a value.
4. **One transaction** means the change is all or nothing.

Run it in a low-traffic window, since the update touches every row.

| Step | Lock | Time |
| --- | --- | --: |
| Add | brief | 0.01 s |
| Fill | row | 90 s |

<img src=x onerror=alert(1)> ![chart](https://images.example/chart.png)`;
