import type { Claim, Island } from '../../../eval/families/knights-and-knaves';

type Role = 'knight' | 'knave';

/** The possible answers: all assignments of roles, each thrown away by the first claim that is out of character. */
export function solveIsland({ people, claims, question }: Island): ReadonlySet<string> {
  let assignments: readonly ReadonlyMap<string, Role>[] = [new Map()];
  for (const person of people)
    assignments = assignments.flatMap((roles) =>
      (['knight', 'knave'] as const).map((role) => new Map([...roles, [person, role]])),
    );
  const fitting = assignments.filter(
    (roles) =>
      !claims.some(({ speaker, claim }) => (roles.get(speaker) === 'knave') === spokenTrue(claim, speaker, roles)),
  );
  return new Set(
    fitting.map((roles) => people.filter((person) => `${roles.get(person) ?? ''}s` === question).join(', ')),
  );
}

function spokenTrue(claim: Claim, speaker: string, roles: ReadonlyMap<string, Role>): boolean {
  switch (claim.kind) {
    case 'knight':
    case 'knave':
      return roles.get(claim.about) === claim.kind;
    case 'sameAsMe':
      return roles.get(claim.about) === roles.get(speaker);
    case 'same':
      return roles.get(claim.a) === roles.get(claim.b);
    case 'different':
      return roles.get(claim.a) !== roles.get(claim.b);
    case 'bothKnights':
      return [claim.a, claim.b].every((person) => roles.get(person) === 'knight');
    case 'count':
      return [...roles.values()].filter((role) => role === 'knight').length === claim.knights;
  }
}
