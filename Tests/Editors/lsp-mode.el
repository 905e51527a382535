;;; lsp-mode.el --- Does it with lsp-mode  -*- lexical-binding: t; -*-

;;; Code:

(require 'lsp-mode)
(require 'lsp-completion)
(require 'reqlint)

;; No question is asked, and nothing is shown that needs more packages.
(setq lsp-auto-guess-root t
      lsp-restart 'ignore
      lsp-enable-file-watchers nil
      lsp-enable-snippet nil
      lsp-headerline-breadcrumb-enable nil
      lsp-modeline-code-actions-enable nil
      lsp-completion-provider :none
      lsp-diagnostics-provider :none)

(defun found ()
  "What the server said of the file."
  (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics t)))

(defun drive ()
  "What the person does."
  (visit)
  (lsp)
  (try "the finding" #'found)

  (go-to (car (alist-get 'hover place)) (cadr (alist-get 'hover place)))
  (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
    (puthash "hover" (gethash "value" (gethash "contents" hover)) report))
  (puthash "found"
           (vconcat
            (mapcar
             (lambda (item)
               (let ((region (lsp--range-to-region (gethash "range" item))))
                 (save-excursion
                   (goto-char (car region))
                   `((line . ,(1- (line-number-at-pos)))
                     (start . ,(- (point) (line-beginning-position)))
                     (stop . ,(- (cdr region) (line-beginning-position)))))))
             (found)))
           report)

  (go-to (alist-get 'line place) (alist-get 'complete place))
  (complete (lsp-completion-at-point))

  (go-to (alist-get 'line place) (alist-get 'start place))
  (let ((actions (lsp-code-actions-at-point)))
    (puthash "actions" (vconcat (mapcar (lambda (one) (gethash "title" one)) actions)) report)
    (lsp-execute-code-action (car actions)))
  (let ((save-silently t)) (save-buffer))
  (try "a clean file" (lambda () (null (found)))))

(perform #'drive)
;;; lsp-mode.el ends here
