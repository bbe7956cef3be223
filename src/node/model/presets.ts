import { isLoopback } from './key-origin';

/** A kind of server that people have, for the set-up and for telling what may be wrong with it. */
export interface Preset {
  readonly label: string;
  /** Empty where it is the person's own. */
  readonly baseUrl: string;
  readonly needsKey: boolean;
  readonly hint: string;
  /** For a server on this machine: how it is started, a clause. */
  readonly start: string | null;
  /** Where its models come from, a sentence. */
  readonly models: string;
  /** How its context is made larger, a clause; absent where the model has it. */
  readonly context?: string;
  /** How the reasoning of a model is switched off there, a sentence; absent where that is a matter of the model. */
  readonly reasoning?: string;
}

/** The servers that the set-up offers. All speak the OpenAI chat interface. */
export const presets: readonly Preset[] = [
  {
    label: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    hint: 'Needs an API key of platform.openai.com',
    start: null,
    models: 'Its models are listed at platform.openai.com/docs/models.',
  },
  {
    label: 'Azure OpenAI',
    baseUrl: 'https://RESOURCE.openai.azure.com/openai/v1',
    needsKey: true,
    hint: 'Put your resource in the URL; the model is the name of your deployment',
    start: null,
    models: 'Deploy a model in the Azure portal; its name here is that of the deployment.',
  },
  {
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    needsKey: true,
    hint: 'Many providers with one API key',
    start: null,
    models: 'Its models are listed at openrouter.ai/models.',
  },
  {
    label: 'Ollama',
    baseUrl: 'http://localhost:11434/v1',
    needsKey: false,
    hint: 'Local, no key; start it with: ollama serve',
    start: 'start it with: ollama serve',
    models: 'Models are listed at ollama.com/library; get one with: ollama pull NAME.',
    context: 'start it with a larger context: OLLAMA_CONTEXT_LENGTH=16384 ollama serve',
  },
  {
    label: 'LM Studio',
    baseUrl: 'http://localhost:1234/v1',
    needsKey: false,
    hint: 'Local, no key; start its server in the Developer tab',
    start: 'start its server in the Developer tab',
    models: 'Download and load a model in LM Studio.',
    context: 'load the model in LM Studio with a larger context length',
    reasoning: "Switch thinking off in the model's settings in LM Studio.",
  },
  {
    label: 'llama.cpp',
    baseUrl: 'http://localhost:8080/v1',
    needsKey: false,
    hint: 'Local, no key; start it with: llama-server -m MODEL.gguf',
    start: 'start it with: llama-server -m MODEL.gguf',
    models: 'It serves the one model it was started with, a GGUF file.',
    context: 'start it with a larger context: llama-server -c 16384',
    reasoning: 'Start it with --reasoning-budget 0.',
  },
  {
    label: 'vLLM',
    baseUrl: 'http://localhost:8000/v1',
    needsKey: false,
    hint: 'Local or your own server; start it with: vllm serve MODEL',
    start: 'start it with: vllm serve MODEL',
    models: 'It serves the one model it was started with.',
    context: 'start it with a larger context: vllm serve --max-model-len 16384',
  },
  {
    label: 'Jan',
    baseUrl: 'http://localhost:1337/v1',
    needsKey: false,
    hint: 'Local; start its Local API Server',
    start: 'start its Local API Server',
    models: 'Download a model in Jan.',
  },
  {
    label: 'Another Server',
    baseUrl: '',
    needsKey: false,
    hint: 'Any server with an OpenAI-compatible interface',
    start: null,
    models: 'Its operator knows the names of its models.',
  },
];

/** The preset that a base URL is probably one of: the same host, or on this machine the same port. */
export function presetOf(baseUrl: string): Preset | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  return presets.find((preset) => {
    if (preset.baseUrl === '') return false;
    const known = new URL(preset.baseUrl);
    return isLoopback(preset.baseUrl) ? isLoopback(baseUrl) && url.port === known.port : url.host === known.host;
  });
}
