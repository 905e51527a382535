;;; eglot.el --- Does it with eglot  -*- lexical-binding: t; -*-

;;; Code:

(require 'eglot)
(require 'reqlint)

(defun found ()
  "What flymake shows."
  (flymake-diagnostics))

(defun drive ()
  "What the person does."
  (visit)
  (apply #'eglot (eglot--guess-contact))
  (try "the server" #'eglot-managed-p)
  (flymake-start)
  (try "the finding" #'found)

  (go-to (car (alist-get 'hover place)) (cadr (alist-get 'hover place)))
  (let (hover)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq hover (substring-no-properties (or text "")))))
    (puthash "hover" (try "the hover" (lambda () hover)) report))
  (puthash "found"
           (vconcat
            (mapcar
             (lambda (item)
               (save-excursion
                 (goto-char (flymake-diagnostic-beg item))
                 `((line . ,(1- (line-number-at-pos)))
                   (start . ,(- (point) (line-beginning-position)))
                   (stop . ,(- (flymake-diagnostic-end item) (line-beginning-position))))))
             (found)))
           report)

  (go-to (alist-get 'line place) (alist-get 'complete place))
  (complete (eglot-completion-at-point))

  (go-to (alist-get 'line place) (alist-get 'start place))
  (let ((tick (buffer-chars-modified-tick))
        (actions (eglot-code-actions (point) (point) "quickfix"))
        (eglot-confirm-server-initiated-edits nil))
    (puthash "actions" (vconcat (mapcar (lambda (one) (plist-get one :title)) actions)) report)
    ;; Of several the first is chosen; the only one is not asked about.
    (cl-letf (((symbol-function 'completing-read) (lambda (_prompt choices &rest _) (caar choices)))
              (last-nonmenu-event ?.))
      (eglot-code-actions (point) (point) "quickfix" t))
    (try "the fix" (lambda () (/= tick (buffer-chars-modified-tick)))))
  (let ((save-silently t)) (save-buffer))
  (try "a clean file" (lambda () (flymake-start) (null (found))))
  (let ((kill-buffer-query-functions nil)) (eglot-shutdown (eglot-current-server))))

(perform #'drive)
;;; eglot.el ends here
