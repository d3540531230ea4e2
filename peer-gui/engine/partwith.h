#pragma once

#include <QObject>

#include <memory>

namespace ft::engine {

/// Parts from an object that may be the one that called: `listener` hears nothing more of it, and
/// it is deleted when the event loop turns. Until then it can be told to end.
template <typename Object>
Object &partWith(std::unique_ptr<Object> &owned, const QObject &listener)
{
    Object &object = *owned.release();
    object.disconnect(&listener);
    object.deleteLater();
    return object;
}

} // namespace ft::engine
