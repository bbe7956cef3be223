/** A kind of server that people have, for the set-up. */
export interface Preset {
  readonly label: string;
  /** Empty where it is the person's own. */
  readonly baseUrl: string;
  readonly hint: string;
}

/** The servers that the set-up offers. All speak the OpenAI chat interface. */
export const presets: readonly Preset[] = [
  { label: 'OpenAI', baseUrl: 'https://api.openai.com/v1', hint: 'Needs an API key of platform.openai.com' },
  { label: 'Azure OpenAI', baseUrl: 'https://RESOURCE.openai.azure.com/openai/v1', hint: 'Put your resource in the URL; the model is the name of your deployment' },
  { label: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', hint: 'Many providers with one API key' },
  { label: 'Ollama', baseUrl: 'http://localhost:11434/v1', hint: 'Local, no key; start it with: ollama serve' },
  { label: 'LM Studio', baseUrl: 'http://localhost:1234/v1', hint: 'Local, no key; start its server in the Developer tab' },
  { label: 'llama.cpp', baseUrl: 'http://localhost:8080/v1', hint: 'Local, no key; start it with: llama-server -m MODEL.gguf' },
  { label: 'vLLM', baseUrl: 'http://localhost:8000/v1', hint: 'Local or your own server; start it with: vllm serve MODEL' },
  { label: 'Another Server', baseUrl: '', hint: 'Any server with an OpenAI-compatible interface' },
];
