;;; emacs.el --- Does in Emacs with eglot what a person does  -*- lexical-binding: t; -*-

;; Opens a file, looks, hovers, completes, takes the fix, saves.

;;; Code:

(require 'json)
(require 'cl-lib)
(package-initialize)
(require 'eglot)
(require 'reqlint)

(defvar patience (string-to-number (getenv "PATIENCE")))
(defvar place (let ((json-object-type 'alist) (json-array-type 'list)) (json-read-from-string (getenv "PLACE"))))
(defvar report (make-hash-table :test #'equal))

(defun try (what condition)
  "Wait until CONDITION gives something, and return that; say WHAT was waited for in vain."
  (with-timeout (patience (error "Waited in vain for %s" what))
    (let (value)
      (while (not (setq value (funcall condition)))
        (accept-process-output nil 0.02))
      value)))

(defun go-to (line column)
  "Go to LINE and COLUMN, from 0, a column being a character."
  (goto-char (point-min))
  (forward-line line)
  (forward-char column))

(defun found ()
  "What flymake shows."
  (flymake-diagnostics))

(defun drive ()
  "What the person does."
  (find-file (getenv "FILE"))
  (puthash "mode" (symbol-name major-mode) report)
  ;; The window is there for what eldoc shows.
  (switch-to-buffer (current-buffer))
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
                   (stop . ,(- (flymake-diagnostic-end item) (line-beginning-position)))
                   (text . ,(flymake-diagnostic-text item)))))
             (found)))
           report)

  (go-to (alist-get 'line place) (alist-get 'complete place))
  (let* ((capf (eglot-completion-at-point))
         (offered (all-completions (buffer-substring (nth 0 capf) (point)) (nth 2 capf))))
    (puthash "menu" (vconcat (mapcar #'substring-no-properties offered)) report))

  ;; The fix, chosen as from the minibuffer.
  (go-to (alist-get 'line place) (alist-get 'start place))
  (let ((tick (buffer-chars-modified-tick)) actions)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt candidates &rest _)
                 (setq actions (mapcar (lambda (candidate) (if (consp candidate) (car candidate) candidate)) candidates))
                 (car actions))))
      (let ((eglot-confirm-server-initiated-edits nil))
        (eglot-code-actions (point) (point) "quickfix" t)))
    (puthash "actions" (vconcat actions) report)
    (try "the fix" (lambda () (/= tick (buffer-chars-modified-tick)))))
  (let ((save-silently t)) (save-buffer))
  (try "a clean file" (lambda () (flymake-start) (null (found))))
  (let ((kill-buffer-query-functions nil)) (eglot-shutdown (eglot-current-server))))

(condition-case trouble
    (drive)
  (error (puthash "trouble" (format "%S" trouble) report)))
(let ((coding-system-for-write 'utf-8-unix))
  (with-temp-file (getenv "REPORT") (insert (json-encode report))))
(kill-emacs 0)
;;; emacs.el ends here
