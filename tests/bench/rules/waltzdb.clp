; WaltzDB, as rules/waltzdb/waltzdb.lua.
(deftemplate stage (slot at))
(deftemplate line (slot p1) (slot p2))
(deftemplate edge (slot p1) (slot p2) (slot joined (default FALSE)))
(deftemplate junction (slot base) (slot p1) (slot p2) (slot p3) (slot n) (slot type) (slot visited (default no)))
(deftemplate labelling (slot type) (slot id) (slot n1) (slot n2) (slot n3))
(deftemplate edge_label (slot p1) (slot p2) (slot name) (slot id))
(deftemplate illegal (slot base) (slot id))

(deffunction turn (?b ?p ?q)
  (bind ?bx (div ?b 10000))
  (bind ?by (mod ?b 10000))
  (- (* (- (div ?p 10000) ?bx) (- (mod ?q 10000) ?by)) (* (- (mod ?p 10000) ?by) (- (div ?q 10000) ?bx))))

(deffunction is-shaft (?b ?s ?x ?y)
  (bind ?u (turn ?b ?s ?x))
  (bind ?v (turn ?b ?s ?y))
  (bind ?w (turn ?b ?x ?y))
  (or (and (> ?u 0) (< ?v 0) (< ?w 0)) (and (< ?u 0) (> ?v 0) (> ?w 0))))

(deffunction make-junction (?b ?t ?p ?q ?r)
  (assert (junction (base ?b) (n 3) (type ?t) (p1 ?p) (p2 ?q) (p3 ?r))))

(deffunction make-3 (?b ?p ?q ?r)
  (if (= (turn ?b ?p ?q) 0) then (make-junction ?b tee ?p ?r ?q) (return))
  (if (= (turn ?b ?q ?r) 0) then (make-junction ?b tee ?q ?p ?r) (return))
  (if (= (turn ?b ?p ?r) 0) then (make-junction ?b tee ?p ?q ?r) (return))
  (if (is-shaft ?b ?p ?q ?r) then (make-junction ?b arrow ?q ?p ?r) (return))
  (if (is-shaft ?b ?q ?p ?r) then (make-junction ?b arrow ?p ?q ?r) (return))
  (if (is-shaft ?b ?r ?p ?q) then (make-junction ?b arrow ?p ?r ?q) (return))
  (make-junction ?b fork ?p ?q ?r))

(defrule reverse_edges
  (stage (at reverse))
  ?f <- (line (p1 ?p) (p2 ?q))
  =>
  (assert (edge (p1 ?p) (p2 ?q)))
  (assert (edge (p1 ?q) (p2 ?p)))
  (retract ?f))

(defrule done_reversing (declare (salience -2)) ?f <- (stage (at reverse)) => (modify ?f (at detect)))

(defrule make_3_junction
  (stage (at detect))
  ?f1 <- (edge (p1 ?b) (p2 ?p) (joined FALSE))
  ?f2 <- (edge (p1 ?b) (p2 ?q&:(> ?q ?p)) (joined FALSE))
  ?f3 <- (edge (p1 ?b) (p2 ?r&:(> ?r ?q)) (joined FALSE))
  =>
  (make-3 ?b ?p ?q ?r)
  (modify ?f1 (joined TRUE))
  (modify ?f2 (joined TRUE))
  (modify ?f3 (joined TRUE)))

(defrule make_L (declare (salience -1))
  (stage (at detect))
  ?f1 <- (edge (p1 ?b) (p2 ?p) (joined FALSE))
  ?f2 <- (edge (p1 ?b) (p2 ?q&:(> ?q ?p)) (joined FALSE))
  =>
  (assert (junction (base ?b) (n 2) (type L) (p1 ?p) (p2 ?q) (p3 0)))
  (modify ?f1 (joined TRUE))
  (modify ?f2 (joined TRUE)))

(defrule done_detecting (declare (salience -2)) ?f <- (stage (at detect)) => (modify ?f (at first)))

(defrule first_boundary_junction_L
  ?f <- (stage (at first))
  ?j <- (junction (type L) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3) (visited no))
  (labelling (type L) (id 1))
  (not (junction (base ?x&:(> ?x ?b))))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name boundary) (id 1)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name boundary) (id 1)))
  (modify ?f (at second)))

(defrule first_boundary_junction_arrow
  ?f <- (stage (at first))
  ?j <- (junction (type arrow) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3) (visited no))
  (labelling (type arrow) (id 14))
  (not (junction (base ?x&:(> ?x ?b))))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name boundary) (id 14)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name plus) (id 14)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name boundary) (id 14)))
  (modify ?f (at second)))

(defrule second_boundary_junction_L
  ?f <- (stage (at second))
  ?j <- (junction (type L) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3) (visited no))
  (labelling (type L) (id 1))
  (not (junction (base ?x&:(< ?x ?b))))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name boundary) (id 1)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name boundary) (id 1)))
  (modify ?j (visited yes))
  (modify ?f (at label)))

(defrule second_boundary_junction_arrow
  ?f <- (stage (at second))
  ?j <- (junction (type arrow) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3) (visited no))
  (labelling (type arrow) (id 14))
  (not (junction (base ?x&:(< ?x ?b))))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name boundary) (id 14)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name plus) (id 14)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name boundary) (id 14)))
  (modify ?j (visited yes))
  (modify ?f (at label)))

(defrule start_visit_3
  ?f <- (stage (at label))
  ?j <- (junction (n 3) (visited no))
  =>
  (modify ?j (visited now))
  (modify ?f (at visit-3)))

(defrule visit_3_with_0
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (not (edge_label (p1 ?p1) (p2 ?b)))
  (not (edge_label (p1 ?p2) (p2 ?b)))
  (not (edge_label (p1 ?p3) (p2 ?b)))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_1
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (edge_label (p1 ?p1) (p2 ?b) (name ?n1))
  (not (edge_label (p1 ?p2) (p2 ?b)))
  (not (edge_label (p1 ?p3) (p2 ?b)))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_2
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (not (edge_label (p1 ?p1) (p2 ?b)))
  (edge_label (p1 ?p2) (p2 ?b) (name ?n2))
  (not (edge_label (p1 ?p3) (p2 ?b)))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_3
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (edge_label (p1 ?p1) (p2 ?b) (name ?n1))
  (edge_label (p1 ?p2) (p2 ?b) (name ?n2))
  (not (edge_label (p1 ?p3) (p2 ?b)))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_4
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (not (edge_label (p1 ?p1) (p2 ?b)))
  (not (edge_label (p1 ?p2) (p2 ?b)))
  (edge_label (p1 ?p3) (p2 ?b) (name ?n3))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_5
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (edge_label (p1 ?p1) (p2 ?b) (name ?n1))
  (not (edge_label (p1 ?p2) (p2 ?b)))
  (edge_label (p1 ?p3) (p2 ?b) (name ?n3))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_6
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (not (edge_label (p1 ?p1) (p2 ?b)))
  (edge_label (p1 ?p2) (p2 ?b) (name ?n2))
  (edge_label (p1 ?p3) (p2 ?b) (name ?n3))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule visit_3_with_7
  (stage (at visit-3))
  (junction (n 3) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (edge_label (p1 ?p1) (p2 ?b) (name ?n1))
  (edge_label (p1 ?p2) (p2 ?b) (name ?n2))
  (edge_label (p1 ?p3) (p2 ?b) (name ?n3))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p3) (name ?n3) (id ?l))))

(defrule end_visit_3 (declare (salience -1))
  ?f <- (stage (at visit-3))
  (junction (n 3) (visited now))
  =>
  (modify ?f (at mark)))

(defrule start_visit_2 (declare (salience -1))
  ?f <- (stage (at label))
  ?j <- (junction (n 2) (visited no))
  =>
  (modify ?j (visited now))
  (modify ?f (at visit-2)))

(defrule visit_2_with_0
  (stage (at visit-2))
  (junction (n 2) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (not (edge_label (p1 ?p1) (p2 ?b)))
  (not (edge_label (p1 ?p2) (p2 ?b)))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l))))

(defrule visit_2_with_1
  (stage (at visit-2))
  (junction (n 2) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (edge_label (p1 ?p1) (p2 ?b) (name ?n1))
  (not (edge_label (p1 ?p2) (p2 ?b)))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l))))

(defrule visit_2_with_2
  (stage (at visit-2))
  (junction (n 2) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (not (edge_label (p1 ?p1) (p2 ?b)))
  (edge_label (p1 ?p2) (p2 ?b) (name ?n2))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l))))

(defrule visit_2_with_3
  (stage (at visit-2))
  (junction (n 2) (visited now) (type ?t) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  (labelling (type ?t) (id ?l) (n1 ?n1) (n2 ?n2) (n3 ?n3))
  (edge_label (p1 ?p1) (p2 ?b) (name ?n1))
  (edge_label (p1 ?p2) (p2 ?b) (name ?n2))
  (not (edge_label (p1 ?b) (id ?l)))
  =>
  (assert (edge_label (p1 ?b) (p2 ?p1) (name ?n1) (id ?l)))
  (assert (edge_label (p1 ?b) (p2 ?p2) (name ?n2) (id ?l))))

(defrule end_visit_2 (declare (salience -1))
  ?f <- (stage (at visit-2))
  (junction (n 2) (visited now))
  =>
  (modify ?f (at mark)))

(defrule done_labelling (declare (salience -2)) ?f <- (stage (at label)) => (modify ?f (at done)))

(defrule mark
  (stage (at mark))
  (junction (base ?b) (visited now))
  (edge (p1 ?c) (p2 ?b))
  ?j <- (junction (base ?c) (visited yes))
  =>
  (modify ?j (visited check)))

(defrule stop_marking (declare (salience -1))
  (stage (at mark))
  ?j <- (junction (visited now))
  =>
  (modify ?j (visited yes)))

(defrule start_checking (declare (salience -2)) ?f <- (stage (at mark)) => (modify ?f (at check)))

(defrule check
  ?f <- (stage (at check))
  (junction (base ?b) (visited check))
  (edge_label (p1 ?b) (p2 ?c) (name ?name) (id ?l))
  (junction (base ?c) (visited yes))
  (not (edge_label (p1 ?c) (p2 ?b) (name ?name)))
  =>
  (assert (illegal (base ?b) (id ?l)))
  (modify ?f (at remove)))

(defrule stop_check (declare (salience -1))
  (stage (at check))
  ?j <- (junction (visited check))
  =>
  (modify ?j (visited yes)))

(defrule stop_checking (declare (salience -2)) ?f <- (stage (at check)) => (modify ?f (at label)))

(defrule remove_labels_3
  ?f <- (stage (at remove))
  ?i <- (illegal (base ?b) (id ?l))
  (junction (n 3) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  ?e1 <- (edge_label (p1 ?b) (p2 ?p1) (id ?l))
  ?e2 <- (edge_label (p1 ?b) (p2 ?p2) (id ?l))
  ?e3 <- (edge_label (p1 ?b) (p2 ?p3) (id ?l))
  =>
  (modify ?f (at check))
  (retract ?i ?e1 ?e2 ?e3))

(defrule remove_labels_2
  ?f <- (stage (at remove))
  ?i <- (illegal (base ?b) (id ?l))
  (junction (n 2) (base ?b) (p1 ?p1) (p2 ?p2) (p3 ?p3))
  ?e1 <- (edge_label (p1 ?b) (p2 ?p1) (id ?l))
  ?e2 <- (edge_label (p1 ?b) (p2 ?p2) (id ?l))
  =>
  (modify ?f (at check))
  (retract ?i ?e1 ?e2))
