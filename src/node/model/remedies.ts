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
  /** Where the proxy is set. */
  readonly proxy: string;
  /** What hosts that need no proxy are left out with. */
  readonly noProxy: string;
  /** Where an authority is put whose certificates are to count. */
  readonly certificates: string;
}

/** In the editor. */
export const editorRemedies: Remedies = {
  key: 'Set it with Set Up Models….',
  model: 'Choose another with Set Up Models….',
  firstByte: "The editor's limit is the setting toolsmith.models.firstByteSeconds.",
  silence: "The editor's limit is the setting toolsmith.models.silenceSeconds.",
  headers: 'the setting toolsmith.models.headers',
  proxy: "the editor's setting http.proxy",
  noProxy: "the editor's setting http.noProxy",
  // The editor's `fetch` passes over the variable of Node.
  certificates: "the system's certificates",
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
    proxy: 'HTTPS_PROXY',
    noProxy: 'NO_PROXY',
    // Node passes over the system's.
    certificates: 'the file that NODE_EXTRA_CA_CERTS names',
  };
}
