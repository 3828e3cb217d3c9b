import type { Link } from "#shared/chain.ts";
import type { OptionalField } from "./dependencies.ts";

type Model = Pick<Link, "provider" | "modelId">;

/** Fields that a provider's model refused, so that no later request has them (protocols.md §8). Kept until the end. */
export type Omissions = {
  of(model: Model): readonly OptionalField[];
  add(model: Model, field: OptionalField): void;
};

export function createOmissions(): Omissions {
  const known = new Map<string, readonly OptionalField[]>();
  const of = ({ provider, modelId }: Model) => known.get(`${provider} ${modelId}`) ?? [];
  return {
    of,
    add: (model, field) => {
      const fields = of(model);
      if (!fields.includes(field)) known.set(`${model.provider} ${model.modelId}`, [...fields, field]);
    },
  };
}
