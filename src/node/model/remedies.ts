/** What a person does about a failure, where they work: sentences and parts of sentences for messages. */
export interface Remedies {
  /** Give, or give again, the key: after a colon or a full stop. */
  readonly key: string;
  /** Choose another model. */
  readonly model: string;
  /** Where the time for the first part of a reply is set; `null` where it is not. */
  readonly firstByte: string | null;
  /** Where the time between two parts is set; `null` where it is not. */
  readonly silence: string | null;
  /** What headers of one's own are called. */
  readonly headers: string;
}

/** In the editor. */
export const editorRemedies: Remedies = {
  key: 'Set it with Set Up Models….',
  model: 'Choose another with Set Up Models….',
  firstByte: "The editor's limit is the setting toolsmith.models.firstByteSeconds.",
  silence: "The editor's limit is the setting toolsmith.models.silenceSeconds.",
  headers: 'the setting toolsmith.models.headers',
};

/** On the command line, for the variables that name a role's key and model. */
export function commandLineRemedies(names: {
  readonly key: string;
  readonly keyFor: string;
  readonly model: string;
}): Remedies {
  return {
    key: `Set ${names.key}, which goes to the server of ${names.keyFor}.`,
    model: `Name another with ${names.model}.`,
    firstByte: null,
    silence: null,
    headers: 'TOOLSMITH_HEADERS',
  };
}
