'use strict';

const vscode = require('vscode');

/** The work that the server shows, until it ends. */
class Progress {
  /** @param {(token: string | number) => void} cancel */
  constructor(cancel) {
    this.cancel = cancel;
    this.works = new Map();
  }

  /** @param {{token: string | number, value: any}} params of `$/progress` */
  take({ token, value }) {
    const work = this.works.get(token);
    if (value.kind === 'begin') this.begin(token, value);
    else if (work && value.kind === 'report') work.report(value);
    else if (work && value.kind === 'end') {
      this.works.delete(token);
      work.end();
      if (value.message) vscode.window.showInformationMessage(`reqlint: ${value.message}`);
    }
  }

  begin(token, { title, message, cancellable }) {
    const work = { percentage: 0, report() {}, end() {} };
    const over = new Promise((resolve) => (work.end = resolve));
    this.works.set(token, work);
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable };
    vscode.window.withProgress(options, (progress, cancellation) => {
      work.report = ({ message, percentage = work.percentage }) => {
        progress.report({ message, increment: percentage - work.percentage });
        work.percentage = percentage;
      };
      work.report({ message });
      cancellation.onCancellationRequested(() => this.cancel(token));
      return over;
    });
  }

  /** Ends what a server that is gone has left. */
  clear() {
    for (const { end } of this.works.values()) end();
    this.works.clear();
  }
}

module.exports = { Progress };
