'use strict';
// Completions, hover texts and signatures of the cells of our notebooks.
const vscode = require('vscode');

const SELECTOR = { notebookType: 'jupyter-notebook', language: 'csharp' };
const KINDS = {
  method: 'Method', property: 'Property', field: 'Field', event: 'Event', class: 'Class', struct: 'Struct', interface: 'Interface', enum: 'Enum', delegate: 'Function',
  namespace: 'Module', variable: 'Variable', parameter: 'Variable', constant: 'Constant', keyword: 'Keyword', directive: 'Keyword',
};

const range = (document, { start, end }) => new vscode.Range(document.positionAt(start), document.positionAt(end));

/** Asks the session of a document's notebook; undefined when there is none, or no answer. `runnerOf` finds the notebook's runner. */
async function ask(runnerOf, document, message, token) {
  const runner = runnerOf(document);
  try {
    const session = await runner?.forEditing();
    return await session?.ask(message, token);
  } catch {
    return undefined;   // the session ended, or the editor has moved on
  }
}

const at = (document, position) => ({ code: document.getText(), at: document.offsetAt(position) });

function completions(runnerOf) {
  return {
    async provideCompletionItems(document, position, token) {
      const answer = await ask(runnerOf, document, { do: 'complete', ...at(document, position) }, token);
      if (!answer?.value) return undefined;
      const { value, id } = answer;
      const replaced = range(document, value);
      const found = value.items.map((item, index) => Object.assign(new vscode.CompletionItem(item.text, vscode.CompletionItemKind[KINDS[item.kind]]), { range: replaced, detail: item.signature, pml: { document, of: id, item: index } }));
      return new vscode.CompletionList(found, value.incomplete);
    },
    async resolveCompletionItem(item, token) {
      const answer = await ask(runnerOf, item.pml.document, { do: 'describe', of: item.pml.of, item: item.pml.item }, token);
      if (answer?.value) item.documentation = new vscode.MarkdownString(answer.value);
      return item;
    },
  };
}

const hover = (runnerOf) => ({
  async provideHover(document, position, token) {
    const value = (await ask(runnerOf, document, { do: 'hover', ...at(document, position) }, token))?.value;
    if (!value) return undefined;
    const text = new vscode.MarkdownString().appendCodeblock(value.signature, 'csharp').appendMarkdown(value.documentation);
    return new vscode.Hover(text, range(document, value));
  },
});

const signatures = (runnerOf) => ({
  async provideSignatureHelp(document, position, token) {
    const value = (await ask(runnerOf, document, { do: 'signatures', ...at(document, position) }, token))?.value;
    if (!value) return undefined;
    const help = new vscode.SignatureHelp();
    help.signatures = value.signatures.map(({ signature, documentation, parameters }) => Object.assign(
      new vscode.SignatureInformation(signature, new vscode.MarkdownString(documentation)),
      { parameters: parameters.map((p) => new vscode.ParameterInformation(p.label, p.documentation ? new vscode.MarkdownString(p.documentation) : undefined)) }));
    help.activeSignature = value.active;
    help.activeParameter = value.parameter;
    return help;
  },
});

function registerLanguage(runnerOf) {
  const { languages } = vscode;
  return [
    languages.registerCompletionItemProvider(SELECTOR, completions(runnerOf), '.', '#', '!'),
    languages.registerHoverProvider(SELECTOR, hover(runnerOf)),
    languages.registerSignatureHelpProvider(SELECTOR, signatures(runnerOf), '(', ','),
  ];
}

module.exports = { registerLanguage };
