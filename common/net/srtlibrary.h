#pragma once

#include <QtGlobal>

namespace ft::net {

/// Keeps libsrt and its threads running while it lives. There may be several of it.
///
/// What libsrt logs goes to the logging category ft.net as debug output.
class SrtLibrary final
{
public:
    SrtLibrary();
    /// Every socket must have been closed.
    ~SrtLibrary();
    Q_DISABLE_COPY_MOVE(SrtLibrary)
};

} // namespace ft::net
