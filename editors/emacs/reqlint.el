;;; reqlint.el --- Lint payloads for model APIs  -*- lexical-binding: t; -*-

;; Package-Requires: ((emacs "27.1"))
;; Keywords: tools, languages
;; URL: https://github.com/reqlint/reqlint
;; Version: 0.1.0
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Registers `reqlint lsp' with eglot and with lsp-mode, whichever is loaded,
;; and brings modes for JSON Lines and for files of HTTP clients, which Emacs does
;; not have.

;;; Code:

(require 'js)

(defgroup reqlint nil
  "Lint payloads for model APIs."
  :group 'tools)

(defcustom reqlint-command '("reqlint" "lsp")
  "The language server and its arguments."
  :type '(repeat string))

(defcustom reqlint-settings nil
  "Settings for the server, as a property list.
For example (:provider \"ollama\" :endpoint \"api-chat\" :codeLens :json-false)."
  :type 'plist)

(defconst reqlint-modes
  '(reqlint-jsonl-mode reqlint-http-mode restclient-mode json-mode json-ts-mode jsonc-mode js-json-mode yaml-mode yaml-ts-mode)
  "The modes that the server is registered for.")

;;;###autoload
(define-derived-mode reqlint-jsonl-mode prog-mode "JSONL"
  "Major mode for JSON Lines: one JSON value a line."
  :syntax-table js-mode-syntax-table
  (setq-local font-lock-defaults
              '((("\"\\(?:[^\"\\\\\n]\\|\\\\.\\)*\"[ \t]*\\(:\\)?"
                  (0 (if (match-beginning 1) font-lock-variable-name-face font-lock-string-face)))
                 ("\\_<\\(?:true\\|false\\|null\\)\\_>" . font-lock-constant-face))
                t))
  (setq-local truncate-lines t)
  (setq-local require-final-newline t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.\\(?:jsonl\\|ndjson\\)\\'" . reqlint-jsonl-mode))

;;;###autoload
(define-derived-mode reqlint-http-mode prog-mode "HTTP"
  "Major mode for requests as HTTP clients keep them, parted by lines with ###."
  (setq-local font-lock-defaults
              '((("^[ \t]*\\(?:#\\|//\\).*$" . font-lock-comment-face)
                 ("^\\(?:GET\\|HEAD\\|POST\\|PUT\\|PATCH\\|DELETE\\|OPTIONS\\)\\>" . font-lock-keyword-face)
                 ("^\\([[:alnum:]-]+\\):" (1 font-lock-variable-name-face))
                 ("\"\\(?:[^\"\\\\\n]\\|\\\\.\\)*\"" . font-lock-string-face))
                t))
  (setq-local comment-start "# "))

;; A mode that is there for these files already stays.
;;;###autoload
(dolist (ending '("http" "rest"))
  (unless (assoc-default (concat "x." ending) auto-mode-alist #'string-match)
    (add-to-list 'auto-mode-alist (cons (concat "\\." ending "\\'") 'reqlint-http-mode))))

(defun reqlint--contact (&rest _)
  "The command for eglot, with `reqlint-settings'."
  (append reqlint-command (list :initializationOptions (or reqlint-settings (make-hash-table)))))

;; eglot: in front of what is there, for the modes above; `.json' opens in js-mode
;; before Emacs 29, which is for JavaScript as well, so a derived mode does it.
(with-eval-after-load 'eglot
  (defvar eglot-server-programs)
  (add-to-list 'eglot-server-programs (cons reqlint-modes #'reqlint--contact)))

;;;###autoload
(unless (fboundp 'js-json-mode)
  (define-derived-mode js-json-mode js-mode "JSON"
    "Major mode for JSON, as Emacs 29 has it."))

;;;###autoload
(unless (rassq 'json-mode auto-mode-alist)
  (add-to-list 'auto-mode-alist '("\\.json\\'" . js-json-mode)))

;; lsp-mode: beside other servers, as an add-on.  It counts characters, and version 8 does not say so:
;; the server is told in the one place where there is room.
(with-eval-after-load 'lsp-mode
  (declare-function lsp-register-client "lsp-mode")
  (declare-function make-lsp-client "lsp-mode")
  (declare-function lsp-stdio-connection "lsp-mode")
  (defvar lsp-language-id-configuration)
  (add-to-list 'lsp-language-id-configuration '(reqlint-jsonl-mode . "jsonl"))
  (add-to-list 'lsp-language-id-configuration '(js-json-mode . "json"))
  (add-to-list 'lsp-language-id-configuration '(reqlint-http-mode . "http"))
  (add-to-list 'lsp-language-id-configuration '(restclient-mode . "http"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () reqlint-command))
    :major-modes reqlint-modes
    :initialization-options (lambda () (append '(:positionEncoding "utf-32") reqlint-settings))
    :add-on? t
    :priority -1
    :server-id 'reqlint)))

(provide 'reqlint)
;;; reqlint.el ends here
