/* Put before every translated file. Readers ask `set.isdisjoint(words)` more often than anything else, and mypyc has no
 * code of its own for it: here it asks each word without looking the method up and without an iterator. */
#pragma once
#include <Python.h>
#include <string.h>

static inline PyObject *
tautband_call_method(PyObject *name, PyObject *const *args, size_t flags, PyObject *names)
{
    if (PyVectorcall_NARGS(flags) != 2 || !PyAnySet_CheckExact(args[0])
        || !(PyList_CheckExact(args[1]) || PyTuple_CheckExact(args[1]))
        || PyUnicode_GET_LENGTH(name) != 10 || memcmp(PyUnicode_DATA(name), "isdisjoint", 10) != 0) {
        return PyObject_VectorcallMethod(name, args, flags, names);
    }
    PyObject *set = args[0], *asked = args[1];
    for (Py_ssize_t at = 0; at < PySequence_Fast_GET_SIZE(asked); at++) {
        PyObject *item = PySequence_Fast_GET_ITEM(asked, at);
        Py_INCREF(item);
        int held = PySet_Contains(set, item);
        Py_DECREF(item);
        if (held < 0) {
            return NULL;
        }
        if (held) {
            Py_RETURN_FALSE;
        }
    }
    Py_RETURN_TRUE;
}

#define PyObject_VectorcallMethod tautband_call_method
